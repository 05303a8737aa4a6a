// SPDX-License-Identifier: Apache-2.0
#include "geo/read/pixel_sample.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

/// A tile of `side` pixels in blocks of 256: 1000 + row % 100 in rows from `first_row` on, nodata (0) above.
std::string swath(int side, int first_row) {
  MadeRaster made;
  made.cols = made.rows = side;
  made.epsg = 0;
  made.type = GDT_UInt16;
  made.has_nodata = true;
  made.options = {"TILED=YES", "COMPRESS=DEFLATE"};
  made.pixel = [first_row](int, int row, int) { return row < first_row ? 0 : 1000 + row % 100; };
  const std::string path = test_folder() + "/swath.tif";
  write_picture(path, made);
  return path;
}

BandSource stored(const std::string& path) {
  BandSource source = band_source(path, 1, Resampling::bilinear);
  source.scale = 1e-4;
  source.offset = -0.1;
  return source;
}

/// Overviews whose pixels at the rim are half of nothing: no value of theirs is among the pixels looked at.
TEST(PixelSample, IsOfFullResolutionWhateverTheOverviewsHold) {
  const std::string path = swath(600, 301);
  {
    const DatasetPtr file(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
    std::array<int, 2> levels = {2, 4};
    ASSERT_EQ(GDALBuildOverviews(file.get(), "NEAREST", 2, levels.data(), 0, nullptr, nullptr, nullptr), CE_None);
    for (int level = 0; level < 2; ++level)
      ASSERT_EQ(GDALFillRaster(GDALGetOverview(GDALGetRasterBand(file.get(), 1), level), 17, 0), CE_None);
  }
  const PixelSample sample = sample_dn(stored(path));
  EXPECT_EQ(sample.looked_at, 600 * 600);
  EXPECT_EQ(sample.values.size(), 600U * 299U);
  const auto [least, most] = std::ranges::minmax(sample.values);
  EXPECT_EQ(least, 1000);
  EXPECT_EQ(most, 1099);
}

TEST(PixelSample, OfALargeRasterIsSpreadEvenlyAndAlwaysTheSame) {
  const std::string path = swath(2000, 0);
  SamplePlan plan;
  plan.seconds = 0.004;  // of 8 ns a pixel: half a million
  const PixelSample sample = sample_dn(stored(path), plan);
  EXPECT_GT(sample.looked_at, 256 * 256 * 3);
  EXPECT_LT(sample.looked_at, 2000 * 2000 / 4);
  EXPECT_EQ(sample.values, sample_dn(stored(path), plan).values);
}

/// A strip of 2 % at the far edge: more blocks are looked at until it is found, or four times as many.
TEST(PixelSample, LooksFurtherWhereLittleIsMeasured) {
  SamplePlan plan;
  plan.seconds = 0.004;
  plan.enough = 1'000'000;
  const PixelSample sample = sample_dn(stored(swath(2000, 1960)), plan);
  const PixelSample full = sample_dn(stored(swath(2000, 0)), {.seconds = 0.004, .enough = 1});
  EXPECT_GT(sample.looked_at, 3 * full.looked_at);
  EXPECT_LE(sample.looked_at, 4 * full.looked_at + 4 * 256 * 256);
}

}  // namespace
}  // namespace greisen::geo
