// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <gdal_priv.h>
#include <gdal_rat.h>

#include "geo/cog.hpp"

namespace greisen::geo {

/// Colours and names of a class map as GDAL takes them.
struct ClassTables {
  explicit ClassTables(const std::vector<RasterClass>& classes);
  GDALColorTable colours;
  GDALDefaultRasterAttributeTable table;
  CPLStringList names;
};

}  // namespace greisen::geo
