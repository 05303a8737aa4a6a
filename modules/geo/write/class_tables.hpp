// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gdal_rat.h>

#include "geo/write/cog.hpp"

namespace greisen::geo {

/// Colours and names of a class map as GDAL takes them.
struct ClassTables {
  explicit ClassTables(const std::vector<RasterClass>& classes);
  GDALColorTable colours;
  GDALDefaultRasterAttributeTable table;
  CPLStringList names;
};

/// Does the file tell these classes? They lie in NAME.aux.xml beside it, and that it could not be written GDAL keeps to
/// itself.
[[nodiscard]] bool tells_classes(const std::string& file, const std::vector<RasterClass>& classes);

}  // namespace greisen::geo
