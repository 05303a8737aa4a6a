// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/scene_pixels.hpp"

#include <algorithm>

namespace greisen {

std::vector<geo::BandPixels> pixels_of(const scene::Scene& scene, const std::string& sensor_name,
                                       const std::vector<std::string>& bands) {
  std::vector<geo::BandPixels> pixels;
  for (const scene::SceneBand& band : scene.bands) {
    const bool asked = bands.empty() ? band.role != "pan" : std::ranges::find(bands, band.name) != bands.end();
    if (!asked || band.turned || band.grid.crs.empty()) continue;
    const auto known = [&](const geo::BandPixels& one) { return one.grid == band.grid; };
    if (std::ranges::none_of(pixels, known)) pixels.push_back({band.grid, scene.id, sensor_name});
  }
  return pixels;
}

}  // namespace greisen
