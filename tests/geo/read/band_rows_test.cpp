// SPDX-License-Identifier: Apache-2.0
#include "geo/read/band_rows.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/write/cog.hpp"

namespace greisen::geo {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// A float COG whose pixel is its number, row by row; each seventh is missing.
std::string numbered(const ScratchFolder& folder, std::int64_t cols, std::int64_t rows) {
  PixelSource source;
  source.profile.grid.crs = parse_crs("EPSG:32629").wkt;
  source.profile.grid.pixel_x = source.profile.grid.pixel_y = 10;
  source.profile.grid.cols = cols;
  source.profile.grid.rows = rows;
  source.profile.layers = {{"number", "1"}};
  source.read = [cols](const Window& window, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        const std::int64_t number = (window.row + row) * cols + window.col + col;
        out.at(0, row, col) = number % 7 == 0 ? kNone : static_cast<float>(number);
      }
  };
  const std::string path = folder / "n.tif";
  write_cog(path, source, {});
  return path;
}

TEST(BandRows, GivesEveryRowInOrderWithMissingPixelsAsNaN) {
  const ScratchFolder folder;
  BandRows rows(numbered(folder, 9, 1100), 1);
  ASSERT_EQ(rows.rows(), 1100);
  for (int row = 0; row < rows.rows(); ++row) {
    const std::span<const float> values = rows.next();
    ASSERT_EQ(values.size(), 9U);
    for (int col = 0; col < 9; ++col) {
      const int number = row * 9 + col;
      if (number % 7 == 0)
        EXPECT_TRUE(std::isnan(values[static_cast<std::size_t>(col)])) << number;
      else
        EXPECT_EQ(values[static_cast<std::size_t>(col)], static_cast<float>(number));
    }
  }
}

TEST(BandRows, CountsEachValueOnceAndNoMissingOnes) {
  const ScratchFolder folder;
  const auto counts = value_counts(numbered(folder, 5, 3));
  EXPECT_EQ(counts.size(), 12U) << "15 pixels, 0, 7 and 14 missing";
  EXPECT_EQ(counts.at(8), 1U);
  EXPECT_FALSE(counts.contains(7));
}

TEST(BandRows, PercentilesAreLinearBetweenRanks) {
  const ScratchFolder folder;
  const std::string path = numbered(folder, 5, 3);  // 1-6, 8-13
  const std::vector<double> percents = {0, 50, 100};
  EXPECT_THAT(thinned_percentiles(path, 1, percents), testing::ElementsAre(1, 7, 13));
}

TEST(BandRows, RefusesABandThatIsNotThere) {
  const ScratchFolder folder;
  const std::string path = numbered(folder, 5, 3);
  EXPECT_EQ(code_of([&] { BandRows rows(path, 2); }), "E3001");
  EXPECT_EQ(code_of([&] { BandRows rows(folder / "none.tif"); }), "E3011");
}

}  // namespace
}  // namespace greisen::geo
