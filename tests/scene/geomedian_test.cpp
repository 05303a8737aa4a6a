// SPDX-License-Identifier: Apache-2.0
#include "scene/geomedian.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace greisen::scene {
namespace {

std::vector<double> median_of(const std::vector<float>& spectra, std::size_t bands, std::vector<double> weights = {}) {
  if (weights.empty()) weights.assign(spectra.size() / bands, 1.0);
  std::vector<double> median(bands);
  GeometricMedian()(spectra, weights, median);
  return median;
}

double cost(const std::vector<float>& spectra, const std::vector<double>& at) {
  double sum = 0;
  for (std::size_t i = 0; i < spectra.size(); i += at.size()) {
    double square = 0;
    for (std::size_t b = 0; b < at.size(); ++b) square += std::pow(static_cast<double>(spectra[i + b]) - at[b], 2);
    sum += std::sqrt(square);
  }
  return sum;
}

/// Reproducible numbers in [0, 1).
float noise(std::uint32_t& state) {
  state = state * 1664525U + 1013904223U;
  return static_cast<float>(state >> 8U) / 16777216.0F;
}

// science.md 5.10: the diagonals of a convex quadrilateral cross there.
TEST(GeometricMedian, OfAQuadrilateralIsWhereItsDiagonalsCross) {
  const auto median = median_of({0, 0, 1, 0, 0, 1, 10, 10}, 2);
  EXPECT_NEAR(median[0], 0.5, 1e-4);
  EXPECT_NEAR(median[1], 0.5, 1e-4);
}

// science.md 5.10: one of the spectra is the median.
TEST(GeometricMedian, MayBeOneOfTheSpectra) {
  const std::vector<float> spectra = {.10F, .12F, .20F, .11F, .13F, .21F, .12F, .15F,
                                      .23F, .40F, .45F, .50F, .09F, .12F, .19F};
  const auto median = median_of(spectra, 3);
  EXPECT_NEAR(median[0], .11, 1e-4);
  EXPECT_NEAR(median[1], .13, 1e-4);
  EXPECT_NEAR(median[2], .21, 1e-4);
  std::vector<double> room;
  EXPECT_NEAR(median_distance(spectra, std::vector<double>{.11F, .13F, .21F}, room), .03, 1e-6);
}

/// An independent way: a pattern search from the mean with shrinking steps.
TEST(GeometricMedian, AgreesWithAPatternSearch) {
  std::uint32_t state = 7;
  for (int round = 0; round < 50; ++round) {
    std::vector<float> spectra;
    for (int i = 0; i < 7 * 3; ++i) spectra.push_back(0.5F * noise(state));
    std::vector<double> best(3, 0.25);
    for (double step = 0.2; step > 1e-8; step /= 2) {
      for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t b = 0; b < 3; ++b) {
          for (const double way : {-step, step}) {
            std::vector<double> other = best;
            other[b] += way;
            if (cost(spectra, other) < cost(spectra, best)) {
              best = other;
              moved = true;
            }
          }
        }
      }
    }
    const auto median = median_of(spectra, 3);
    for (std::size_t b = 0; b < 3; ++b) EXPECT_NEAR(median[b], best[b], 1e-4) << round;
  }
}

TEST(GeometricMedian, IgnoresAnOutlierThatMovesTheMean) {
  const auto median = median_of({.2F, .3F, .21F, .29F, .19F, .31F, .2F, .3F, 1.5F, 1.4F}, 2);
  EXPECT_NEAR(median[0], .2, 0.011);
  EXPECT_NEAR(median[1], .3, 0.011);
}

TEST(GeometricMedian, FollowsTheWeights) {
  EXPECT_EQ(median_of({1, 5}, 1, {1, 1}).front(), 3);
  EXPECT_EQ(median_of({1, 5}, 1, {1, 2}).front(), 5);
  EXPECT_NEAR(median_of({0, 0, 1, 0, 0, 1}, 2, {1, 1, 100})[1], 1, 1e-6);
}

TEST(GeometricMedian, OfOneSpectrumIsIt) { EXPECT_FLOAT_EQ(static_cast<float>(median_of({.25F, .5F}, 2)[1]), .5F); }

}  // namespace
}  // namespace greisen::scene
