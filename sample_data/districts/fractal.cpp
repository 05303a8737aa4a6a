// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/fractal.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>

#include "base/hash.hpp"
#include "raster/fourier.hpp"

namespace greisen::sample {
namespace {

int power_of_two(int least) {
  int side = 64;
  while (side < least) side *= 2;
  return side;
}

}  // namespace

std::vector<float> fractal_field(std::uint64_t seed, int side, double exponent) {
  const int whole = power_of_two(side + side / 4);
  std::vector<std::complex<double>> plane(static_cast<std::size_t>(whole) * static_cast<std::size_t>(whole));
  for (int row = 0; row < whole; ++row)
    for (int col = 0; col < whole; ++col) {
      const double ky = std::min(row, whole - row);
      const double kx = std::min(col, whole - col);
      const double k = std::hypot(kx, ky);
      if (k == 0) continue;
      const double phase = 2 * std::numbers::pi * unit_random(seed, row, col);
      plane[static_cast<std::size_t>(row) * static_cast<std::size_t>(whole) + static_cast<std::size_t>(col)] =
          std::polar(std::pow(k, -exponent / 2), phase);
    }
  fourier(plane, whole, false);
  std::vector<float> field;
  field.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  double sum = 0;
  double squares = 0;
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col) {
      const double value =
          plane[static_cast<std::size_t>(row) * static_cast<std::size_t>(whole) + static_cast<std::size_t>(col)].real();
      sum += value;
      squares += value * value;
      field.push_back(static_cast<float>(value));
    }
  const double count = static_cast<double>(field.size());
  const double mean = sum / count;
  const double spread = std::sqrt(squares / count - mean * mean);
  for (float& value : field)  // values are tiny before this: float keeps their digits all the same
    value = static_cast<float>((static_cast<double>(value) - mean) / spread);
  return field;
}

}  // namespace greisen::sample
