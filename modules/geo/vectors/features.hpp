// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

inline constexpr std::size_t kMostFeatureVertices = 20'000'000;

/// Which features of a vector file.
struct FeatureRequest {
  VectorFile file = {};
  std::string field = {};                    ///< whose value is told as text; empty: none
  ShapeType shapes = ShapeType::multi_line;  ///< point, multi_line or multi_polygon; others are passed over
  Bounds within = {-1e12, -1e12, 1e12,
                   1e12};  ///< in the target's CRS: only features whose box meets it; as it stands, all
};

struct Feature {
  std::string value;  ///< of the field
  Geometry shape;     ///< in the target's CRS
};

/// Features of one layer in the order of the file. Vertices that the transformation cannot reach are left out. E3201
/// (does not open), E3202 (no such shapes), E3203 (no CRS), E3204 (too many vertices), E3206 (no such layer or field),
/// E3207 (several layers of such shapes), E4012 (no exact transformation). A layer that is named may hold none.
std::vector<Feature> read_features(const FeatureRequest& request, const Crs& target);
/// Throws what read_features would for file, layer, field and CRS; reads no more than that needs.
void check_features(const FeatureRequest& request);

}  // namespace greisen::geo
