// SPDX-License-Identifier: Apache-2.0
#include "scene/coregistration.hpp"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"
#include "support/shared_data.hpp"
#include "support/wavy_ground.hpp"

namespace greisen::scene {
namespace {

using test::wavy_ground;

std::vector<float> cell(double dx, double dy) {
  std::vector<float> values;
  for (int r = 0; r < 128; ++r)
    for (int c = 0; c < 128; ++c) values.push_back(static_cast<float>(wavy_ground(c - dx, r - dy)));
  return values;
}

TEST(CellShift, FindsPlantedShiftsToATenthOfAPixel) {
  const std::vector<float> reference = cell(0, 0);
  for (const auto& [dx, dy] :
       std::vector<std::pair<double, double>>{{0, 0}, {0.7, 0}, {-0.3, 0.45}, {2.6, -3.2}, {12, 7.5}}) {
    const auto found = cell_shift(reference, cell(dx, dy), 128);
    ASSERT_TRUE(found) << dx << ' ' << dy;
    EXPECT_NEAR(found->cols_px, dx, 0.1);
    EXPECT_NEAR(found->rows_px, dy, 0.1);
  }
}

TEST(CellShift, DoesNotDependOnBrightness) {
  std::vector<float> brighter = cell(0.7, 0);
  for (float& value : brighter) value = 5 + 3 * value;
  EXPECT_NEAR(cell_shift(cell(0, 0), brighter, 128)->cols_px, 0.7, 0.1);
}

TEST(CellShift, TellsNothingOfFlatEmptyOrOtherGround) {
  const std::vector<float> reference = cell(0, 0);
  EXPECT_FALSE(cell_shift(reference, std::vector<float>(128 * 128, 0.3F), 128));
  std::vector<float> holes = reference;
  for (std::size_t i = 0; i < holes.size() / 2; ++i) holes[i] = kMissing;
  EXPECT_FALSE(cell_shift(reference, holes, 128));
  std::vector<float> noise;
  std::uint32_t state = 3;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    state = state * 1664525U + 1013904223U;
    noise.push_back(static_cast<float>(state >> 8U));
  }
  EXPECT_FALSE(cell_shift(reference, noise, 128));
}

class Coregistration : public SceneTest {
 protected:
  /// A raster of the ground moved by dx, dy of its pixels, as a file and read on `grid`.
  Raster picture(const std::string& name, double dx, double dy) {
    test::RasterFile file{.cols = 300, .rows = 300, .pixel_m = 10, .type = GDT_Float32};
    file.values.emplace_back();
    for (int r = 0; r < 300; ++r)
      for (int c = 0; c < 300; ++c) file.values.front().push_back(100 + wavy_ground(c - dx, r - dy));
    test::write_raster((folder_ / name).string(), file);
    geo::BandSource source;
    source.path = (folder_ / name).string();
    return geo::raster_of({source}, geo::file_info(source.path).grid);
  }
};

TEST_F(Coregistration, TakesTheMedianOfItsCells) {
  const auto shift = measure_shift(picture("a.tif", 0, 0), picture("b.tif", 0.7, -0.4));
  ASSERT_TRUE(shift);
  EXPECT_NEAR(shift->cols_px, 0.7, 0.1);
  EXPECT_NEAR(shift->rows_px, -0.4, 0.1);
  EXPECT_GE(shift->cells, 4);
  EXPECT_TRUE(shift->consistent());
}

/// Two bands of one real product lie on each other.
TEST_F(Coregistration, OfTwoBandsOfARealTileIsSmall) {
  const std::string folder = test::shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
  if (folder.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the real tile T11UPT not read";
  const auto band = [&](const char* name) {
    geo::BandSource source;
    source.path = folder + "/T11UPT_20200804T183919_" + name + "_60m.jp2";
    source.missing_dn = {0};
    return geo::raster_of({source}, geo::file_info(source.path).grid);
  };
  const auto shift = measure_shift(band("B04"), band("B03"));
  ASSERT_TRUE(shift);
  EXPECT_LT(shift->length_px(), 0.15);
}

}  // namespace
}  // namespace greisen::scene
