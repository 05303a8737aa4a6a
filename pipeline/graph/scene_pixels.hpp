// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/grid_pixels.hpp"
#include "scene/scene.hpp"

namespace greisen {

/// The pixels that a scene brings to a grid, each grid once; `bands`: only of these. Empty: of all but the panchromatic
/// one, which no layer is made of.
std::vector<geo::BandPixels> pixels_of(const scene::Scene& scene, const std::string& sensor_name,
                                       const std::vector<std::string>& bands = {});

}  // namespace greisen
