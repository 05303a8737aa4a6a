// SPDX-License-Identifier: Apache-2.0
#include "geo/read/heights.hpp"

#include <cmath>
#include <filesystem>

#include <cpl_string.h>
#include <gtest/gtest.h>

#include "geo/read/warp_fixture.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

/// Heights of 20 x 20 pixels of 10 m from (x, 1000), and a grid of the same pixels.
class HeightsFile : public ::testing::Test {
 protected:
  HeightsFile() : folder_(test_folder()) { grid_ = {wkt_of(32629), 0, 1000, 10, 10, 20, 20}; }

  std::string write(const std::string& name, double x, std::function<double(int, int)> height,
                    GDALDataType type = GDT_Int16, int epsg = 32629) const {
    std::filesystem::create_directories(std::filesystem::path(folder_ + "/" + name).parent_path());
    MadeRaster raster;
    raster.geo_transform = {x, 10, 0, 1000, 0, -10};
    raster.cols = raster.rows = 20;
    raster.type = type;
    raster.epsg = epsg;
    raster.pixel = [&](int, int row, int col) { return height(row, col); };
    write_picture(folder_ + "/" + name, raster);
    return folder_ + "/" + name;
  }

  [[nodiscard]] std::vector<float> read(const HeightFiles& files, const Grid& grid) const {
    const Heights heights = read_heights(files, grid);
    PassRequest request;
    const std::vector<Window> windows = {grid.window()};
    request.windows = windows;
    request.layers = {0};
    request.store_bytes = 1U << 24U;
    Tile tile(1, static_cast<int>(grid.rows), static_cast<int>(grid.cols));
    heights.raster.open(request).front()->read(windows.front(), tile.view());
    std::vector<float> values;
    for (int row = 0; row < tile.view().rows; ++row)
      for (int col = 0; col < tile.view().cols; ++col) values.push_back(tile.view().at(0, row, col));
    return values;
  }
  [[nodiscard]] HeightFacts facts(const HeightFiles& files) const {
    return look_at_heights(read_heights(files, grid_), grid_);
  }

  std::string folder_;
  Grid grid_;
};

TEST_F(HeightsFile, UndeclaredVoidsAreMissing) {
  for (const double none : {-32768.0, -9999.0, 32767.0}) {
    const std::string path = write("a.tif", 0, [&](int row, int col) { return row == 3 && col == 4 ? none : 600; });
    const std::vector<float> values = read({path}, grid_);
    EXPECT_TRUE(std::isnan(values[3 * 20 + 4])) << none;
    EXPECT_EQ(values[3 * 20 + 5], 600) << none;
    const HeightFacts told = facts({path});
    EXPECT_EQ(told.voids, (std::map<double, std::size_t>{{none, 1}}));
    EXPECT_FALSE(told.jump.has_value()) << "voids are no neighbours";
    EXPECT_NEAR(told.covered, 399.0 / 400, 1e-12);
  }
}

TEST_F(HeightsFile, FloatVoidsAreMissingToo) {
  const std::string path = write(
      "a.tif", 0, [](int row, int) { return row == 0 ? -3.4e38 : 612.5; }, GDT_Float32);
  const std::vector<float> values = read({path}, grid_);
  EXPECT_TRUE(std::isnan(values[0]));
  EXPECT_EQ(values[20], 612.5F);
}

TEST_F(HeightsFile, JumpsThatNoGroundHasAreFound) {
  const std::string path = write("a.tif", 0, [](int row, int col) { return row == 3 && col == 4 ? 3600 : 600; });
  const HeightFacts told = facts({path});
  ASSERT_TRUE(told.jump.has_value());
  EXPECT_EQ(told.jump->from_m, 600);
  EXPECT_EQ(told.jump->to_m, 3600);
  EXPECT_EQ(told.jump->place, (Point{45, 965}));
  EXPECT_EQ(told.jump->count, 4U);
  EXPECT_FALSE(facts({path, "", {3600}}).jump.has_value()) << "named as none";
  EXPECT_TRUE(std::isnan(read({path, "", {3600}}, grid_)[3 * 20 + 4]));
  const std::string cliff = write("b.tif", 0, [](int, int col) { return col < 10 ? 600 : 890; });
  EXPECT_FALSE(facts({cliff}).jump.has_value()) << "290 m in 10 m stands where quarries are drawn";
}

TEST_F(HeightsFile, TilesAreOneRasterWithoutSeams) {
  // a plane that rises 1 m a pixel: whatever is interpolated across the seam lies on it
  const auto plane = [](int from) { return [from](int, int col) { return 600 + from + col; }; };
  write("t/a.tif", 0, plane(0));
  write("t/b.tif", 200, plane(20));
  std::filesystem::copy_file(folder_ + "/t/a.tif", folder_ + "/t/read me.txt");
  Grid grid = {wkt_of(32629), 155, 905, 10, 10, 9, 2};  // half a pixel off, on both sides of the seam
  for (const std::string path : {"/t", "/t/*.tif"}) {
    const Heights heights = read_heights({folder_ + path}, grid);
    EXPECT_EQ(heights.sources.size(), 1U) << path;
    const std::vector<float> values = read({folder_ + path}, grid);
    for (int col = 0; col < 9; ++col) EXPECT_NEAR(values[static_cast<std::size_t>(col)], 615.5 + col, 1e-3) << col;
  }
  EXPECT_EQ(code_of([&] { height_tiles({folder_ + "/none/*.tif"}); }), "E3011");
}

TEST_F(HeightsFile, WhatNoTileHoldsIsMissing) {
  write("t/a.tif", 0, [](int, int) { return 600; });
  write("t/b.tif", 400, [](int, int) { return 700; });
  const Grid grid = {wkt_of(32629), 0, 1000, 10, 10, 60, 1};
  const std::vector<float> values = read({folder_ + "/t"}, grid);
  EXPECT_EQ(values[5], 600);
  EXPECT_TRUE(std::isnan(values[30])) << "no sea between two tiles";
  EXPECT_EQ(values[45], 700);
}

TEST_F(HeightsFile, TilesOfSeveralKindsAreEachTaken) {
  write("t/a.tif", 0, [](int, int) { return 600; });
  write(
      "t/b.tif", 200, [](int, int) { return 700.5; }, GDT_Float32);
  Grid grid = grid_;
  grid.cols = 40;
  EXPECT_EQ(read_heights({folder_ + "/t"}, grid).sources.size(), 2U);
  const std::vector<float> values = read({folder_ + "/t"}, grid);
  EXPECT_EQ(values[2], 600);
  EXPECT_EQ(values[22], 700.5F);
}

TEST_F(HeightsFile, FeetAreTurnedIntoMetres) {
  const std::string path = write("a.tif", 0, [](int, int) { return 1000; });
  for (const auto& [unit, metres] : {std::pair{"ft", 304.8}, {"US survey foot", 304.8006096}, {"m", 1000.0}}) {
    const DatasetPtr file(GDALOpen(path.c_str(), GA_Update));
    GDALSetRasterUnitType(GDALGetRasterBand(file.get(), 1), unit);
    GDALFlushCache(file.get());
    EXPECT_NEAR(read({path}, grid_)[7], metres, 1e-4) << unit;
  }
  const std::string vertical = write("b.tif", 0, [](int, int) { return 1000; });
  {
    const DatasetPtr file(GDALOpen(vertical.c_str(), GA_Update));
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    ASSERT_EQ(OSRSetFromUserInput(srs, "EPSG:32629+6360"), OGRERR_NONE);  // NAVD88 in feet of the US survey
    GDALSetSpatialRef(file.get(), srs);
    OSRDestroySpatialReference(srs);
  }
  EXPECT_NEAR(read({vertical}, grid_)[7], 304.8006096, 1e-4) << "of the CRS's vertical part";
}

TEST_F(HeightsFile, TheCrsGivenStandsInForOneThatIsNotThere) {
  const std::string path = write(
      "a.tif", 0, [](int, int) { return 600; }, GDT_Int16, 0);
  EXPECT_EQ(code_of([&] { read_heights({path}, grid_); }), "E4021");
  EXPECT_EQ(read({path, "EPSG:32629"}, grid_)[0], 600);
}

}  // namespace
}  // namespace greisen::geo
