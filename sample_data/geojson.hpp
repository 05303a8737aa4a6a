// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// Places of the country in WGS 84 lon/lat, rounded to 1e-7 degrees (a centimetre), so that files do not tell PROJ's
/// last digits. `to_lon_lat`: from the country's UTM zone, here and below.
geo::Ring lon_lat_ring(const geo::Ring& places, const geo::PointTransform& to_lon_lat);

/// Of GeoJSON; `properties` as they stand between the braces.
std::string polygon_feature(const std::string& properties, const geo::Ring& outline,
                            const geo::PointTransform& to_lon_lat);
std::string line_feature(const std::vector<geo::Point>& line, const geo::PointTransform& to_lon_lat);
/// E70xx.
void write_features(const std::string& path, const std::vector<std::string>& features);

}  // namespace greisen::sample
