// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace greisen::test {

/// Ground of many waves, told at any place: shifting it needs no resampling.
inline double wavy_ground(double x, double y) {
  std::uint32_t state = 12345;
  const auto next = [&] {
    state = state * 1664525U + 1013904223U;
    return static_cast<double>(state >> 8U) / 16777216.0;
  };
  double sum = 0;
  for (int i = 0; i < 300; ++i) {
    const double fx = 4 * (next() - 0.5);
    const double fy = 4 * (next() - 0.5);
    const double phase = 6.28 * next();
    sum += std::cos(fx * x + fy * y + phase) / (0.2 + std::hypot(fx, fy));
  }
  return sum;
}

}  // namespace greisen::test
