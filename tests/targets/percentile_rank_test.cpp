// SPDX-License-Identifier: Apache-2.0
#include "targets/percentile_rank.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace greisen::targets {
namespace {

/// Row r scores r / 200 in 200 rows; the western half was not judged.
void ramp(const Window& window, TileView out) {
  for (int row = 0; row < out.rows; ++row)
    for (int col = 0; col < out.cols; ++col)
      out.at(0, row, col) = window.col + col < 15 ? kMissing : static_cast<float>(window.row + row) / 256;
}

const Grid kGrid = {"", 0, 0, 10, 10, 30, 200};

TEST(Standing, IsTheShareOfJudgedGroundThatScoresAsMuch) {
  ASSERT_EQ(kGrid.cols, 30);
  ASSERT_EQ(kGrid.rows, 200);
  const std::vector<double> scores = {190.0 / 256, 0.0, 0.9, 100.0 / 256, 99.5 / 256};
  EXPECT_EQ(percentile_ranks(ramp, kGrid, scores, 1), (std::vector<double>{5, 100, 0, 50, 50}));
}

TEST(Standing, IsTheSameForAnyNumberOfThreads) {
  const std::vector<double> scores = {0.1, 0.2, 0.2, 0.7};
  EXPECT_EQ(percentile_ranks(ramp, kGrid, scores, 1), percentile_ranks(ramp, kGrid, scores, 3));
}

TEST(Standing, IsUnknownWhereNothingWasJudged) {
  const auto nothing = [](const Window&, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (float& pixel : out.row(0, row)) pixel = kMissing;
  };
  const std::vector<double> one = {0.5};
  EXPECT_TRUE(std::isnan(percentile_ranks(nothing, kGrid, one, 2).front()));
  EXPECT_TRUE(percentile_ranks(nothing, kGrid, {}, 2).empty());
}

}  // namespace
}  // namespace greisen::targets
