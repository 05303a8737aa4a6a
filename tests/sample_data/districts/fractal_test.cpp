// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/fractal.hpp"

#include <cmath>
#include <cstddef>

#include <gtest/gtest.h>

namespace greisen::sample {
namespace {

constexpr int kSide = 300;

/// Mean square of the difference of pixels `lag` apart along rows.
double roughness(const std::vector<float>& field, int lag) {
  double sum = 0;
  int count = 0;
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col + lag < kSide; ++col) {
      const double step =
          field[static_cast<std::size_t>(row * kSide + col + lag)] - field[static_cast<std::size_t>(row * kSide + col)];
      sum += step * step;
      ++count;
    }
  return sum / count;
}

TEST(FractalField, HasNoMeanAndSpreadOne) {
  double sum = 0;
  double squares = 0;
  for (const float value : fractal_field(7, kSide, 2.5)) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  EXPECT_NEAR(sum / (kSide * kSide), 0, 1e-6);
  EXPECT_NEAR(squares / (kSide * kSide), 1, 1e-5);
}

// In two dimensions k^-(2 + 2H) makes increments that grow as the lag to 2H: 4^0.6 = 2.3 and 4^1.4 = 7.0, less at
// lags of a few pixels, where the band ends; white noise has 1.
TEST(FractalField, IsRougherWithASmallExponent) {
  const std::vector<float> rough = fractal_field(7, kSide, 2.6);
  const std::vector<float> smooth = fractal_field(7, kSide, 3.4);
  EXPECT_NEAR(roughness(rough, 16) / roughness(rough, 4), 2.3, 0.5);
  EXPECT_NEAR(roughness(smooth, 16) / roughness(smooth, 4), 7.0, 1.5);
  EXPECT_NEAR(roughness(fractal_field(7, kSide, 0), 16) / roughness(fractal_field(7, kSide, 0), 4), 1.0, 0.05);
}

TEST(FractalField, FollowsItsSeed) {
  EXPECT_EQ(fractal_field(7, 64, 2), fractal_field(7, 64, 2));
  EXPECT_NE(fractal_field(7, 64, 2), fractal_field(8, 64, 2));
}

}  // namespace
}  // namespace greisen::sample
