// SPDX-License-Identifier: Apache-2.0
// Classes on other grids: any share, more than half, nothing observed.
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

/// Classes 0 missing, 1 clear, 2 cloud (bit 2, any share), 3 water (bit 8), 4 snow (bit 16).
ClassBits classes() {
  return {std::make_shared<const std::vector<std::uint16_t>>(std::vector<std::uint16_t>{1, 0, 2, 8, 16}), 1, 2};
}

/// Rows of class numbers, one character a pixel of 20 m.
std::string drawn(const std::vector<std::string>& rows, GDALDataType type = GDT_Byte) {
  MadeRaster made;
  made.geo_transform = {600000, 20, 0, 4500000, 0, -20};
  made.rows = static_cast<int>(rows.size());
  made.cols = static_cast<int>(rows.front().size());
  made.type = type;
  made.pixel = [&](int, int row, int col) {
    return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] - '0';
  };
  const std::string path = test_folder() + "/classes.tif";
  write_picture(path, made);
  return path;
}

/// Bits on a grid of other pixels, -1 where missing.
std::vector<int> bits(const std::string& path, double pixel, std::int64_t cols, std::int64_t rows, double shift = 0,
                      std::int64_t side = 100, int threads = 1) {
  BandSource source = band_source(path, 1, Resampling::classes);
  source.classes = classes();
  const Grid grid = {wkt_of(32629), 600000 + shift, 4500000 - shift, pixel, pixel, cols, rows};
  std::vector<int> all;
  for (const float value : read_all(raster_of({source}, grid), tiled(grid, side), threads).pixels)
    all.push_back(std::isnan(value) ? -1 : static_cast<int>(value));
  return all;
}

TEST(WarpClasses, AnyShareOrMoreThanHalfOfACoarserPixel) {
  const std::string path =
      drawn({"111"
             "331"
             "333"
             "000"
             "000",
             "111"
             "331"
             "311"
             "000"
             "002",
             "112"
             "111"
             "331"
             "001"
             "000"});
  // one cloud of 9; water 4 of 9; 6 of 9; clear where anything is observed; cloud in what is observed
  EXPECT_EQ(bits(path, 60, 5, 1), (std::vector<int>{2, 0, 8, 0, 2}));
}

TEST(WarpClasses, WhatIsNotObservedLeavesTheWeights) {
  const std::string path =
      drawn({"033"
             "043",
             "033"
             "041",
             "000"
             "000"});
  // water 4 of the 4 observed; snow and water 3 of 4 together
  EXPECT_EQ(bits(path, 60, 2, 1), (std::vector<int>{8, 8 + 16}));
  EXPECT_EQ(bits(drawn({"000", "000", "000"}), 60, 1, 1), (std::vector<int>{-1}));
}

TEST(WarpClasses, FinerPixelsAndThoseInPhaseAreThePixelTheyLieIn) {
  const std::string path = drawn({"12", "30"});
  EXPECT_EQ(bits(path, 20, 2, 2), (std::vector<int>{0, 2, 8, -1}));
  EXPECT_EQ(bits(path, 10, 4, 4), (std::vector<int>{0, 0, 2, 2, 0, 0, 2, 2, 8, 8, -1, -1, 8, 8, -1, -1}));
}

/// As coarse, but out of phase: cloud in any of the pixels touched, but for a sliver of less than a twentieth.
TEST(WarpClasses, OutOfPhaseAllPixelsTouchedCount) {
  const std::string path = drawn({"1211", "1111", "1133", "1133"});
  EXPECT_EQ(bits(path, 20, 3, 3, 10), (std::vector<int>{2, 2, 0, 0, 0, 0, 0, 0, 8}));
  EXPECT_EQ(bits(path, 20, 3, 1, 0.6), (std::vector<int>{0, 2, 0})) << "0.6 m of 20 m reach into the next";
  EXPECT_EQ(bits(path, 20, 3, 1, 2), (std::vector<int>{2, 2, 0})) << "2 m do";
}

TEST(WarpClasses, AreTheSameForAnyWindowThreadsAndTypeOfNumber) {
  std::vector<std::string> rows(90, std::string(90, '1'));
  for (std::size_t i = 0; i < 8100; ++i) rows[i / 90][i % 90] = static_cast<char>('0' + (i * 7919 / 13) % 5);
  const std::string path = drawn(rows);
  const std::vector<int> whole = bits(path, 50, 35, 35, 7);
  EXPECT_EQ(whole, bits(path, 50, 35, 35, 7, 8, 3));
  EXPECT_EQ(whole, bits(drawn(rows, GDT_Float32), 50, 35, 35, 7));
  EXPECT_EQ(whole, bits(drawn(rows, GDT_UInt32), 50, 35, 35, 7));
}

}  // namespace
}  // namespace greisen::geo
