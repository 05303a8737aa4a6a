// SPDX-License-Identifier: Apache-2.0
#include "outputs/not_judged.hpp"

#include <filesystem>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/write/cog.hpp"

namespace greisen::outputs {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

class NotJudgedGround : public testing::Test {
 protected:
  void SetUp() override {
    const geo::GdalSession session;
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_not_judged_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static Grid grid(std::int64_t cols, std::int64_t rows) {
    Grid grid;
    grid.crs = geo::parse_crs("EPSG:32629").wkt;
    grid.origin_x = 600'000;
    grid.origin_y = 4'500'000;
    grid.pixel_x = grid.pixel_y = 10;
    grid.cols = cols;
    grid.rows = rows;
    return grid;
  }
  template <class Value>
  std::string raster(const std::string& name, const Grid& grid, geo::PixelType type, Value value) const {
    geo::PixelSource source;
    source.profile.grid = grid;
    source.profile.layers = {{name, "1"}};
    source.profile.type = type;
    if (type != geo::PixelType::float32) source.profile.nodata.reset();
    source.read = [value](const Window& window, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) out.at(0, row, col) = value(window.row + row, window.col + col);
    };
    geo::write_cog(path(name), source, {});
    return path(name);
  }
  std::filesystem::path folder_;
};

// columns 0-1 lie outside, column 2 is cloud (2), column 3 is judged
float reasons_of(std::int64_t /*row*/, std::int64_t col) { return col < 2 ? 2048.0F : col == 2 ? 2.0F : 0.0F; }

TEST_F(NotJudgedGround, IsWithinTheAreaOnly) {
  const Grid small = grid(4, 3);
  const std::string reasons = raster("reasons.tif", small, geo::PixelType::uint16, reasons_of);
  const NotJudged found = find_not_judged(reasons, "", small, "ground");
  ASSERT_EQ(found.polygons.size(), 1U);
  EXPECT_NEAR(found.area_ha, 0.03, 1e-9);
  for (const geo::Point& point : found.polygons.front().rings.front())
    EXPECT_TRUE(point.x == 600'020 || point.x == 600'030) << point.x;
}

TEST_F(NotJudgedGround, OfAModelIsWhereItHasNoScore) {
  const Grid small = grid(4, 3);
  const std::string reasons = raster("reasons.tif", small, geo::PixelType::uint16, reasons_of);
  const std::string scores = raster("p.tif", small, geo::PixelType::float32, [](std::int64_t row, std::int64_t col) {
    return col < 2 || (row == 0 && col == 3) ? kNone : 0.5F;
  });
  const NotJudged found = find_not_judged(reasons, scores, small, "m");
  EXPECT_NEAR(found.area_ha, 0.01, 1e-9) << "judged by other sensors than its own, and the other way round";
}

TEST_F(NotJudgedGround, IsOutlinedInCoarserPixelsWhereTheRasterIsLarge) {
  const Grid wide = grid(4100, 8);
  const std::string reasons = raster("reasons.tif", wide, geo::PixelType::uint16,
                                     [](std::int64_t, std::int64_t col) { return col < 30 ? 2.0F : 0.0F; });
  const NotJudged found = find_not_judged(reasons, "", wide, "ground");
  EXPECT_EQ(found.pixel, 30);
  ASSERT_EQ(found.polygons.size(), 1U);
  EXPECT_NEAR(found.area_ha, 30 * 8 * 0.01, 1e-9) << "the area is exact all the same";
}

TEST_F(NotJudgedGround, IsWrittenWithAnEmptyTableWhereAllWasJudged) {
  write_not_judged(path("n.gpkg"), {{"w-skarn", {}, 10, 0}}, geo::parse_crs("EPSG:32629"),
                   {{"w-skarn", "s", "<qgis/>"}});
  const GDALDatasetUniquePtr file(GDALDataset::Open(path("n.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(file);
  ASSERT_NE(file->GetLayerByName("w-skarn"), nullptr);
  EXPECT_EQ(file->GetLayerByName("w-skarn")->GetFeatureCount(), 0);
}

}  // namespace
}  // namespace greisen::outputs
