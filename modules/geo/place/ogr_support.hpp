// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ogrsf_frmts.h>

#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

/// Throws: what is wrong with a vector file, and how to mend it.
[[noreturn]] void refuse_vectors(std::string_view code, const std::string& path, const std::string& what,
                                 const std::string& fix);

/// Whether texts of a file were no UTF-8 and taken for Windows-1252.
struct TextGuess {
  bool guessed = false;
  [[nodiscard]] std::string note() const;
};

/// A field as UTF-8 text without blanks around it; empty where it is NULL. GDAL recodes what says its encoding (.cpg,
/// the language byte of a .dbf); what is no UTF-8 then is taken for Windows-1252.
std::string text_of_field(const OGRFeature& feature, int field, TextGuess& guess);
/// All fields.
std::vector<std::string> cells_of(const OGRFeature& feature, TextGuess& guess);

/// The layer's coordinate reference system as WKT2; E3203 where it has none.
std::string wkt_of(OGRLayer& layer, const std::string& path);

/// The points, lines or polygons of a geometry of any nesting, curves made straight; monostate where a point is wanted
/// and it is none.
Geometry shape_of(const OGRGeometry& geometry, ShapeType wanted);

}  // namespace greisen::geo
