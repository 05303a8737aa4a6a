// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/place/shapes.hpp"
#include "sample_data/cover_map.hpp"

namespace greisen::sample {

/// Ground of the tungsten kinds: patches of greisen and swarms of thin iron-stained veins about two cupolas of granite,
/// skarn where one band of marble meets the granite.
struct Body {
  Cover kind = Cover::greisen;
  std::string name;
  geo::Point centre;
  double width_m = 0;  ///< of veins; mean diameter of the others
  geo::Ring outline;   ///< metres, as centre
};

/// "greisen", "vein" or "skarn".
std::string_view kind_word(Cover kind);

/// Six of greisen, eight veins of 1 to 3 m and four of skarn. They differ from country to country, the cupolas and the
/// marble do not.
std::vector<Body> bodies_of_country(std::uint64_t seed);

/// The apex of a granite that comes to the surface by itself.
struct Cupola {
  geo::Point centre;
  double radius_m = 0;
};
/// Those that bear greisen and veins are the first two; a district has two barren ones more.
std::vector<Cupola> cupolas();

/// Bands of marble, most of them up to the granite; skarn lies at the first alone.
std::vector<geo::Ring> marble_bands();

/// Faults of the country: through the cupolas and elsewhere.
std::vector<std::vector<geo::Point>> fault_lines();

}  // namespace greisen::sample
