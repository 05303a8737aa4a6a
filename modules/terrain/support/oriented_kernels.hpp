// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace greisen::terrain {

inline constexpr int kAzimuths = 36;  ///< 5° apart, from grid north on, clockwise

/// A strip of `length_px` along an azimuth, with soft ends, times a derivative of a Gaussian across it; sums to 0, of
/// length 1. Second derivative: troughs give positive numbers; third: steps, of either sign.
struct OrientedKernel {
  int radius_px = 0;
  std::vector<float> weights;  ///< by rows, 2 radius + 1 on a side
  [[nodiscard]] float at(int row, int col) const {
    return weights[static_cast<std::size_t>((row + radius_px) * (2 * radius_px + 1) + col + radius_px)];
  }
};
[[nodiscard]] OrientedKernel oriented_kernel(int azimuth, double length_px, double sigma_px, int derivative);

/// One pixel to the right across an azimuth: rows, columns.
struct Across {
  int rows = 0;
  int cols = 0;
};
[[nodiscard]] Across across(int azimuth);

/// Of the azimuths' numbers, by turns of 180°.
[[nodiscard]] inline int apart(int a, int b) {
  const int difference = a < b ? b - a : a - b;
  return difference < kAzimuths - difference ? difference : kAzimuths - difference;
}

}  // namespace greisen::terrain
