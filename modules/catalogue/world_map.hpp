// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace greisen {

/// Degrees, WGS 84.
struct LonLat {
  double lon = 0;
  double lat = 0;
};

/// Coasts and borders, coarse: Natural Earth 1:50 million, simplified to 0.05 degrees (configs/locator/world.yaml).
struct WorldMap {
  std::vector<std::vector<LonLat>> land;     ///< rings, closed; lakes and inland seas are rings of their own
  std::vector<std::vector<LonLat>> borders;  ///< lines between two countries
};

/// Lines of a text of whole numbers: the first point in twentieths of a degree, then steps; "/" ends a line. E1001
/// where it is none such.
std::vector<std::vector<LonLat>> world_lines(std::string_view text);

/// Read once.
const WorldMap& world_map();

}  // namespace greisen
