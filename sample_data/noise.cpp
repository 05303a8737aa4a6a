// SPDX-License-Identifier: Apache-2.0
#include "sample_data/noise.hpp"

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "sample_data/country.hpp"

namespace greisen::sample {
namespace {

/// Standard deviation of value noise between lattice points uniform in ±1: sqrt(1/3) · 26/35.
constexpr double kValueNoiseSpread = 0.4289;
constexpr double kWeaker = 0.6;

double lattice(std::uint64_t seed, double row, double col) {
  return 2 * unit_random(seed, static_cast<std::int64_t>(row), static_cast<std::int64_t>(col)) - 1;
}

double value_noise(std::uint64_t seed, double x, double y) {
  const double col = std::floor(x);
  const double row = std::floor(y);
  const double u = smooth_step(0, 1, x - col);
  const double v = smooth_step(0, 1, y - row);
  const double near = std::lerp(lattice(seed, row, col), lattice(seed, row, col + 1), u);
  const double far = std::lerp(lattice(seed, row + 1, col), lattice(seed, row + 1, col + 1), u);
  return std::lerp(near, far, v);
}

}  // namespace

double smooth_step(double from, double to, double value) {
  const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

double texture(std::uint64_t seed, const geo::Point& place, const Wavelengths& wavelengths) {
  double sum = 0;
  double squares = 0;
  double strength = 1;
  double length_m = wavelengths.longest_m;
  std::uint64_t octave = 0;
  while (length_m >= wavelengths.shortest_m) {
    sum += strength * value_noise(mix64(seed + octave) ^ country_bits(), place.x / length_m, place.y / length_m);
    squares += strength * strength;
    strength *= kWeaker;
    length_m /= 2;
    ++octave;
  }
  return squares > 0 ? std::clamp(sum / (kValueNoiseSpread * std::sqrt(squares)), -3.5, 3.5) : 0;
}

double pixel_noise(std::uint64_t seed, std::int64_t row, std::int64_t col) {
  const std::uint64_t bits = hash_pixel(seed ^ country_bits(), row, col);
  double sum = 0;
  for (unsigned part = 0; part < 4; ++part) sum += static_cast<double>((bits >> (16 * part)) & 0xffffU) / 65536;
  return (sum - 2) * std::sqrt(3.0);
}

}  // namespace greisen::sample
