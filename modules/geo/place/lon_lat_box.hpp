// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "geo/place/area.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// WGS 84 lon/lat bounds of a grid, without a datum shift (good to some hundred metres); lon runs on beyond 180°. All
/// zero where the grid's CRS cannot tell, or it has none.
Bounds lon_lat_of(const Grid& grid);

/// "longitude -7.8170 to -7.8075, latitude 40.6417 to 40.6490".
std::string lon_lat_text(const Bounds& box);

/// The shortest way between two lon/lat boxes, to a per cent; 0 where they meet, on whatever turn of the globe.
double distance_km(const Bounds& a, const Bounds& b);

}  // namespace greisen::geo
