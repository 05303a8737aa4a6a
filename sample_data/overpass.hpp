// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sample_data/cover_map.hpp"
#include "sample_data/materials.hpp"
#include "sample_data/plane.hpp"

namespace greisen::sample {

/// What the instrument saw: digital numbers as the agency packs them.
struct Overpass {
  std::vector<std::vector<std::uint16_t>> bands;  ///< those of kBands, each at its own pixel size; 0 is no data
  std::vector<std::uint8_t> classes;              ///< SCL, pixels of 20 m
  double cloud_percent = 0;                       ///< of the pixels with data
};

inline constexpr double kQuantification = 10000;
inline constexpr double kOffsetDn = -1000;  ///< reflectance = (DN + offset) / quantification

/// Share of the light that the cloud takes at a place, and that its shadow takes, 0 to 1.
double cloud_at(const geo::Point& place, int date = 0);
double cloud_shadow_at(const geo::Point& place, int date = 0);

/// Dates there may be; on the second and fourth the product lies in the neighbouring zone.
inline constexpr int kMostDates = 4;
struct Swath {
  int date = 0;
  std::function<geo::Point(const geo::Point&)>
      to_country;  ///< from metres east and north of the product's south-western
                   ///< corner to those of the country; empty: the same
};

/// One pass over the country: light, a cloud with its shadow, the edge of the swath, blur of the optics, noise,
/// classes.
Overpass look_at_country(const Materials& materials, const std::vector<Plane>& country, const CoverMap& map,
                         const Swath& swath);

}  // namespace greisen::sample
