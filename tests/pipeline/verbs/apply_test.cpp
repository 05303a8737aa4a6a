// SPDX-License-Identifier: Apache-2.0
// Heights as `apply` takes them, and what its steps find beside pixels.
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/file.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ApplyHeights : public ::testing::Test {
 protected:
  /// Pixels of 30 m.
  void heights(int cols, int rows, const std::function<double(int row, int col)>& height,
               const std::string& unit = "") const {
    RasterFile file{.cols = cols, .rows = rows};
    file.type = GDT_Float32;
    file.values.emplace_back();
    for (int row = 0; row < rows; ++row)
      for (int col = 0; col < cols; ++col) file.values[0].push_back(height(row, col));
    write_raster(folder_.file("dem.tif"), file);
    if (unit.empty()) return;
    const GDALDatasetUniquePtr written(GDALDataset::FromHandle(GDALOpen(folder_.file("dem.tif").c_str(), GA_Update)));
    written->GetRasterBand(1)->SetUnitType(unit.c_str());
  }
  [[nodiscard]] ProgramRun apply(const std::string& step, const std::string& more = "",
                                 const std::string& out = "out.tif") const {
    return run_greisen("apply " + step + " " + shell_word(folder_.file("dem.tif")) + " -o " +
                       shell_word(folder_.file(out)) + " --overwrite --progress none " + more);
  }
  /// As it is stored.
  [[nodiscard]] float pixel(int row, int col) const {
    const GDALDatasetUniquePtr file(GDALDataset::FromHandle(GDALOpen(folder_.file("out.tif").c_str(), GA_ReadOnly)));
    float value = 0;
    EXPECT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, col, row, 1, 1, &value, 1, 1, GDT_Float32, 0, 0, nullptr),
              CE_None);
    return value;
  }

  testing::TempFolder folder_;
};

TEST_F(ApplyHeights, InFeetAreTurnedIntoMetresOnce) {
  heights(
      9, 9, [](int, int col) { return 30 * col; }, "ft");
  const double steep_deg = std::atan(.3048) * 180 / std::acos(-1.0);  // 30 feet up in 30 m
  const ProgramRun told = apply("slope");
  ASSERT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.err, HasSubstr("heights in 'ft' are turned into metres"));
  EXPECT_NEAR(pixel(4, 4), steep_deg, 1e-4);
  ASSERT_EQ(apply("slope", "--scale 0.3048").exit_code, 0);
  EXPECT_NEAR(pixel(4, 4), steep_deg, 1e-4) << "who gives a scale knows the unit";
  heights(
      9, 9, [](int, int col) { return 30 * col; }, "cubits");
  EXPECT_THAT(apply("slope").err, HasSubstr("heights in 'cubits' are taken as metres"));
}

TEST_F(ApplyHeights, ThatNoGroundHasAreMissing) {
  heights(9, 9, [](int row, int col) { return row == 4 && col == 4 ? -9999 : 100 + col; });
  const ProgramRun told = apply("roughness");
  ASSERT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.err, HasSubstr("W3301"));
  EXPECT_EQ(pixel(2, 2), 2);
  EXPECT_EQ(pixel(5, 5), -9999) << "as the file says of what is missing";
}

TEST_F(ApplyHeights, SteeperThanAnyGroundAreTold) {
  heights(9, 9, [](int row, int col) { return row == 4 && col == 4 ? 0 : 900 + col; });
  const ProgramRun told = apply("tpi");
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.err, HasSubstr("W3304"));
  heights(9, 9, [](int, int col) { return 900 + col; });
  EXPECT_THAT(apply("tpi").err, Not(HasSubstr("W3304")));
}

TEST_F(ApplyHeights, OnePixelWideAreTold) {
  heights(1, 9, [](int row, int) { return row; });
  const ProgramRun told = apply("slope");
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.err, HasSubstr("W3314"));
  EXPECT_THAT(apply("fill_depressions").err, Not(HasSubstr("W3314")));
}

/// Rows, and the length or area of the first.
std::pair<int, double> first_shape(const std::string& path) {
  const GDALDatasetUniquePtr file(
      GDALDataset::FromHandle(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr)));
  EXPECT_TRUE(file) << path;
  OGRLayer& layer = *file->GetLayer(0);
  const OGRFeatureUniquePtr first(layer.GetNextFeature());
  const OGRGeometry& shape = *first->GetGeometryRef();
  const double size = wkbFlatten(shape.getGeometryType()) == wkbMultiPolygon ? shape.toMultiPolygon()->get_Area()
                                                                             : shape.toMultiLineString()->get_Length();
  return {static_cast<int>(layer.GetFeatureCount()), size};
}

TEST_F(ApplyHeights, GiveLinesAndPolygonsAsGeoPackage) {
  // a gutter that falls to the south in column 4
  heights(9, 20, [](int row, int col) { return 500 - row + 10 * std::abs(col - 4); });
  const ProgramRun lines = apply("drainage_lines", "--param min_upstream_px=20 --json", "lines.gpkg");
  ASSERT_EQ(lines.exit_code, 0) << lines.err;
  EXPECT_THAT(lines.out, HasSubstr("\"rows\": 1"));
  const auto [count, length_m] = first_shape(folder_.file("lines.gpkg"));
  EXPECT_EQ(count, 1);
  EXPECT_EQ(length_m, 17 * 30) << "from the third row, where 27 pixels have gathered, to the last";
  write_file_atomically(folder_.file("points.csv"), "x,y\n600135,4499415\n");  // the middle of column 4, row 19
  const ProgramRun ground =
      apply("catchments", "--param points=" + shell_word(folder_.file("points.csv")), "ground.gpkg");
  ASSERT_EQ(ground.exit_code, 0) << ground.err;
  EXPECT_EQ(first_shape(folder_.file("ground.gpkg")).second, 9 * 20 * 900);
}

TEST_F(ApplyHeights, GiveNoGeoPackageWhereAStepFindsNoShapes) {
  heights(9, 9, [](int, int col) { return col; });
  const ProgramRun refused = apply("slope", "", "slope.gpkg");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("E2414"));
}

}  // namespace
}  // namespace greisen::test
