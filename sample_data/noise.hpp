// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// Wavelengths of a fractal texture, in metres.
struct Wavelengths {
  double longest_m = 0;
  double shortest_m = 0;
};

/// Texture of a place: value noise on lattices from the longest wavelength down, each half the one before and 0.6 times
/// as strong. Mean about 0, standard deviation about 1, within ±3.5. A function of seed and place alone.
double texture(std::uint64_t seed, const geo::Point& place, const Wavelengths& wavelengths);

/// About normal (mean 0, standard deviation 1, within ±3.5): four uniform numbers of one pixel's hash.
double pixel_noise(std::uint64_t seed, std::int64_t row, std::int64_t col);

/// 0 below `from`, 1 above `to`, smooth between; falls where to < from.
double smooth_step(double from, double to, double value);

}  // namespace greisen::sample
