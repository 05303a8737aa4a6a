// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "sample_data/cover_map.hpp"
#include "sample_data/ground.hpp"

namespace greisen::sample {

/// One band of the whole country, row by row from the north.
struct Plane {
  int side = 0;
  std::vector<double> values;
  explicit Plane(int pixels)
      : side(pixels), values(static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels)) {}
  double& at(int row, int col) {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col)];
  }
  [[nodiscard]] double at(int row, int col) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col)];
  }
};

/// What the optics spread: an eighth of the light to the neighbours on either side, along rows, then columns.
Plane blurred(const Plane& plane);
/// Means over pixels of another size, from the north-western corner; what fills no whole pixel is left off.
Plane coarsened(const Plane& plane, double pixel_m);

/// The ground in all bands of Reflectance, pixels of 10 m, under a clear sky.
std::vector<Plane> clear_country(const Ground& ground, const CoverMap& map);

}  // namespace greisen::sample
