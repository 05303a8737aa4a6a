// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// Writes dem.tif below `folder`: heights of places of the country in metres, pixels of 30 m, float32, EPSG:32629. As
/// real ones it does not fit the scenes quite: its heights lie 11 m east and 7 m south of where they belong, and err by
/// 1.5 m. Throws E70xx.
void write_terrain_model(const std::string& folder, const std::function<double(const geo::Point&)>& height_m);

}  // namespace greisen::sample
