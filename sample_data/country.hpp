// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

// Places of the made-up country are in metres east (x) and north (y) of its south-western corner.

inline constexpr double kPixelMetres = 10;

/// Which country is made up: of the process, set once, before anything is. `seed` 0 is the country of the demo; another
/// one has other textures and noise about the same landmarks. The side is in whole kilometres, 3 to 30.
void set_country(std::uint64_t seed, int side_km = 6);

std::uint64_t country_bits();  ///< what the seeds of textures are mixed with; 0 in the demo
double side_m();
int side_pixels();  ///< of kPixelMetres
/// How much farther apart landmarks lie than in the country of 6 km; each keeps its own size.
double stretch();
/// Where a landmark of the country of 6 km lies in this one.
geo::Point placed(const geo::Point& landmark);

}  // namespace greisen::sample
