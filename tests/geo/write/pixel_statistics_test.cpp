// SPDX-License-Identifier: Apache-2.0
#include "geo/write/pixel_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <gtest/gtest.h>

#include "base/hash.hpp"

namespace greisen::geo {
namespace {

/// Noise with holes, by position alone.
float pixel(int layer, std::int64_t row, std::int64_t col) {
  const auto seed = static_cast<std::uint64_t>(layer);
  if (unit_random(seed + 99, row / 40, col / 40) < 0.1) return kMissing;
  return static_cast<float>(layer + 1e-4 * static_cast<double>(row + 2 * col) + 1e-2 * unit_random(seed, row, col));
}

Tile tile_of(const Window& w, int layers) {
  Tile tile(layers, static_cast<int>(w.rows), static_cast<int>(w.cols));
  for (int l = 0; l < layers; ++l) {
    for (int r = 0; r < w.rows; ++r) {
      for (int c = 0; c < w.cols; ++c) tile.view().at(l, r, c) = pixel(l, w.row + r, w.col + c);
    }
  }
  return tile;
}

TEST(PixelStatistics, AgreesWithTheDefinition) {
  const Grid grid = {"", 0, 0, 1, 1, 300, 270};
  PixelStatistics statistics(grid, 1);
  const Tile tile = tile_of(grid.window(), 1);
  statistics.add(grid.window(), tile.view());
  std::vector<double> valid;
  for (int r = 0; r < 270; ++r) {
    for (const float v : tile.view().row(0, r)) {
      if (!std::isnan(v)) valid.push_back(static_cast<double>(v));
    }
  }
  const auto n = static_cast<double>(valid.size());
  const double mean = std::accumulate(valid.begin(), valid.end(), 0.0) / n;
  double squares = 0;
  for (const double v : valid) squares += (v - mean) * (v - mean);
  const BandStatistics band = statistics.finish().at(0);
  EXPECT_EQ(band.minimum, *std::ranges::min_element(valid));
  EXPECT_EQ(band.maximum, *std::ranges::max_element(valid));
  EXPECT_NEAR(band.mean, mean, 1e-13);
  EXPECT_NEAR(band.standard_deviation, std::sqrt(squares / n), 1e-13);
  EXPECT_NEAR(band.valid_percent, 100 * n / (300 * 270), 1e-12);
}

TEST(PixelStatistics, GivesTheSameBitsForAnyWindowsAndOrder) {
  const Grid grid = {"", 0, 0, 1, 1, 1000, 900};
  const auto of = [&](std::int64_t step, bool backwards) {
    PixelStatistics statistics(grid, 2);
    std::vector<Window> windows;
    for (std::int64_t row = 0; row < grid.rows; row += step) {
      for (std::int64_t col = 0; col < grid.cols; col += step) {
        windows.push_back(Window{col, row, step, step}.intersected(grid.window()));
      }
    }
    if (backwards) std::ranges::reverse(windows);
    for (const Window& w : windows) {
      const Tile tile = tile_of(w, 2);
      statistics.add(w, tile.view());
    }
    return statistics.finish();
  };
  const auto expected = of(128, false);
  for (const auto& [step, backwards] : {std::pair{512, false}, {256, true}, {1024, false}}) {
    const auto found = of(step, backwards);
    for (std::size_t b = 0; b < 2; ++b) {
      EXPECT_EQ(found[b].mean, expected[b].mean);
      EXPECT_EQ(found[b].standard_deviation, expected[b].standard_deviation);
      EXPECT_EQ(found[b].minimum, expected[b].minimum);
    }
  }
}

TEST(PixelStatistics, KnowsNothingOfABandWithoutMeasurements) {
  PixelStatistics statistics({"", 0, 0, 1, 1, 10, 10}, 1);
  Tile tile(1, 10, 10);
  tile.fill(kMissing);
  statistics.add({0, 0, 10, 10}, tile.view());
  EXPECT_TRUE(std::isnan(statistics.finish()[0].mean));
  EXPECT_EQ(statistics.finish()[0].valid_percent, 0);
}

}  // namespace
}  // namespace greisen::geo
