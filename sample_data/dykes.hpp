// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// A planted dyke: what a run of the sample survey is to find.
struct Dyke {
  std::string name;
  geo::Point centre;  ///< metres east and north of the country's south-western corner
  double length_m = 0;
  double width_m = 0;     ///< mean
  double strike_deg = 0;  ///< clockwise from north
  double exposed = 0;     ///< share of its surface that is bare rock; the rest is soil and plants
  double stain = 0;       ///< share of goethite on the rock
  bool barren = false;    ///< an aplite: of the same minerals, without lithium
  geo::Ring outline;      ///< metres, as centre
};

/// A dozen and more, from barely wide enough for a pixel to easily seen; two of the wide ones lie where a survey cannot
/// see them well.
std::vector<Dyke> planted_dykes();

/// Sixty of 2 to 30 m in the slate of another country, a third of them barren aplites, which look the same. All lie
/// about in one direction.
std::vector<Dyke> dykes_of_district(std::uint64_t seed);

}  // namespace greisen::sample
