// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "geo/read/array_file.hpp"
#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/array_writer.hpp"

namespace greisen::scene {
namespace {

using test::ArrayWriter;

constexpr int kRows = 4;
constexpr int kCols = 3;

/// A PRISMA L2D product of 4 x 3 pixels: bands from long to short, 0 nm for one that is unused, both detectors at 950.
struct Prisma {
  std::vector<double> vnir_nm = {1000, 960, 945, 650, 550, 0};
  std::vector<double> swir_nm = {2200, 1900, 1650, 955, 940};
  double first_dn = 1000;
  bool corners_are_centres = true;
  std::string without = {};

  static double dn(double first, std::size_t band, int row, int col) {
    return first + 1000 * static_cast<double>(band) + 10 * row + col;
  }

  void write(const std::string& path) const {
    ArrayWriter file(path);
    const auto number = [&](const std::string& name, double value) {
      if (name != without) file.numbers(name, {value});
    };
    number("Epsg_Code", 32629);
    number("Product_ULcorner_easting", corners_are_centres ? 600015 : 600000);
    number("Product_ULcorner_northing", corners_are_centres ? 4499985 : 4500000);
    number("Product_LRcorner_easting", corners_are_centres ? 600075 : 600090);
    number("Product_LRcorner_northing", corners_are_centres ? 4499895 : 4499880);
    number("Sun_zenith_angle", 31.5);
    number("Sun_azimuth_angle", 151);
    number("L2ScaleVnirMin", 0);
    number("L2ScaleVnirMax", 1);
    number("L2ScaleSwirMin", 0.1);
    number("L2ScaleSwirMax", 0.9);
    file.numbers("List_Cw_Vnir", vnir_nm);
    file.numbers("List_Fwhm_Vnir", std::vector<double>(vnir_nm.size(), 11));
    file.numbers("List_Cw_Swir", swir_nm);
    file.numbers("List_Fwhm_Swir", std::vector<double>(swir_nm.size(), 12));
    cube(file, "VNIR_Cube", vnir_nm.size());
    cube(file, "SWIR_Cube", swir_nm.size());
  }

  void cube(ArrayWriter& file, const std::string& name, std::size_t bands) const {
    std::vector<double> values;
    for (int row = 0; row < kRows; ++row)
      for (std::size_t band = 0; band < bands; ++band)
        for (int col = 0; col < kCols; ++col) values.push_back(dn(first_dn, band, row, col));
    values.back() = 0;  // the last pixel of the last band: no data
    file.array("/HDFEOS/SWATHS/PRS_L2D_HCO/Data Fields/" + name, {kRows, bands, kCols}, GDT_UInt16, values);
  }
};

class CubesTest : public SceneTest {
 protected:
  std::string write(const Prisma& product) {
    const std::string path = (folder_ / kPrisma).string();
    product.write(path);
    return path;
  }
  static constexpr const char* kPrisma = "PRS_L2D_STD_20220401112233_20220401112237_0001.he5";
};

TEST_F(CubesTest, PrismaIsReadWithItsWavelengthsSunAndPlace) {
  const Scene scene = only(write({}));
  EXPECT_EQ(scene.sensor, "prisma");
  EXPECT_EQ(scene.date, "2022-04-01");
  EXPECT_EQ(scene.time, "11:22:33");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_DOUBLE_EQ(scene.sun_zenith_deg.value(), 31.5);
  ASSERT_EQ(scene.footprints.size(), 1U);
  EXPECT_EQ(geo::parse_crs(scene.crs).code, "32629");
  EXPECT_DOUBLE_EQ(scene.footprints[0].origin_x, 600000);
  EXPECT_DOUBLE_EQ(scene.footprints[0].origin_y, 4500000);
  EXPECT_DOUBLE_EQ(scene.footprints[0].pixel_x, 30);
}

TEST_F(CubesTest, PrismaBandsRiseWithOneDetectorEachAndWithoutTheGapsAndTheUnused) {
  const Scene scene = only(write({}));
  std::vector<double> centres;
  for (const SceneBand& band : scene.bands) centres.push_back(band.centre_nm);
  EXPECT_EQ(centres, (std::vector<double>{550, 650, 945, 955, 1650, 2200}));
}

TEST_F(CubesTest, PrismaScaleIsThatOfItsDetectorAndZeroIsNoData) {
  const Scene scene = only(write({}));
  std::vector<std::string> names;
  for (const SceneBand& band : scene.bands) names.push_back(band.name);
  const Tile tile = read_all(scene_raster(scene, names, scene.footprints.front(), {}));
  const auto vnir = [](std::size_t band, int row, int col) { return Prisma::dn(1000, band, row, col) / 65535; };
  const auto swir = [&](std::size_t band, int row, int col) { return 0.1 + 0.8 * vnir(band, row, col); };
  for (int row = 0; row < kRows; ++row)
    for (int col = 0; col < kCols; ++col) {
      EXPECT_NEAR(tile.view().at(0, row, col), vnir(4, row, col), 1e-6);  // 550 nm
      EXPECT_NEAR(tile.view().at(2, row, col), vnir(2, row, col), 1e-6);  // 945 nm
      EXPECT_NEAR(tile.view().at(3, row, col), swir(3, row, col), 1e-6);  // 955 nm
      EXPECT_NEAR(tile.view().at(5, row, col), swir(0, row, col), 1e-6);  // 2200 nm
    }
}

TEST_F(CubesTest, PrismaZeroIsMissing) {
  Prisma product;
  product.swir_nm = {1650, 2200};
  const Scene scene = only(write(product));
  const Tile tile = read_all(scene_raster(scene, {scene.bands.back().name}, scene.footprints.front(), {}));
  EXPECT_TRUE(std::isnan(tile.view().at(0, kRows - 1, kCols - 1)));
  EXPECT_FALSE(std::isnan(tile.view().at(0, kRows - 1, kCols - 2)));
}

TEST_F(CubesTest, CornersOfPrismaMayBeCentresOrEdges) {
  Prisma product;
  product.corners_are_centres = false;
  const Scene scene = only(write(product));
  EXPECT_DOUBLE_EQ(scene.footprints[0].origin_x, 600000);
  EXPECT_DOUBLE_EQ(scene.footprints[0].pixel_y, 30);
}

TEST_F(CubesTest, PrismaWithoutWhatPlacesOrScalesItIsRefused) {
  for (const char* name : {"Epsg_Code", "Product_ULcorner_easting", "L2ScaleSwirMax"}) {
    Prisma product;
    product.without = name;
    EXPECT_EQ(code_of(write(product)), "E3105") << name;
  }
}

TEST_F(CubesTest, ATruncatedCubeIsAnErrorAndNoCrash) {
  const std::string path = write({});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_NE(code_of(path), "");
}

TEST_F(CubesTest, ACubeOfAbsurdSizeIsRefused) {
  const std::string path = (folder_ / kPrisma).string();
  {
    ArrayWriter file(path);
    file.empty_array("/huge", {1'000'000, 3, 1'000'000}, GDT_Byte);
  }
  try {
    geo::file_info(geo::cube_path(path, {"/huge", "ybx"}));
    FAIL() << "opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3011");
    EXPECT_NE(std::string(error.what()).find("is no product"), std::string::npos) << error.what();
  }
}

/// An EMIT L2A product: a swath of 3 x 4 pixels and 6 bands, on a map of 5 x 6 pixels by its lookup.
struct Emit {
  static constexpr int kDown = 3;
  static constexpr int kAcross = 4;
  static constexpr int kMapRows = 5;
  static constexpr int kMapCols = 6;
  std::vector<double> nm = {480, 560, 660, 1400, 1650, 2200};
  std::vector<double> good = {1, 1, 1, 0, 1, 0};
  /// Column and row of the swath for each pixel of the map, from 1; 0: none.
  std::vector<double> glt_x = {0, 1, 2, 3, 4, 0, 1, 1, 2, 3, 4, 4, 1, 2, 2,
                               3, 4, 4, 0, 1, 2, 3, 4, 0, 0, 0, 1, 2, 0, 0};
  std::vector<double> glt_y = {0, 1, 1, 1, 1, 0, 1, 2, 2, 2, 2, 1, 2, 2, 3,
                               3, 3, 2, 0, 3, 3, 3, 3, 0, 0, 0, 3, 3, 0, 0};

  static double value(int row, int col, std::size_t band) {
    return 0.1 * static_cast<double>(band + 1) + 0.01 * row + 0.001 * col;
  }

  void write(const std::string& path) const {
    ArrayWriter file(path);
    file.numbers("geotransform", {-6.5, 0.0005, 0, 41.2, 0, -0.0005});
    file.text("spatial_ref", geo::wgs84().wkt);
    file.array("/sensor_band_parameters/wavelengths", {nm.size()}, GDT_Float32, nm);
    file.array("/sensor_band_parameters/fwhm", {nm.size()}, GDT_Float32, std::vector<double>(nm.size(), 8.5));
    file.array("/sensor_band_parameters/good_wavelengths", {nm.size()}, GDT_Float32, good);
    lookup(file);
    std::vector<double> values;
    for (int row = 0; row < kDown; ++row)
      for (int col = 0; col < kAcross; ++col)
        for (std::size_t band = 0; band < nm.size(); ++band)
          values.push_back(row == 1 && col == 1 ? -9999 : value(row, col, band));
    file.array("/reflectance", {kDown, kAcross, nm.size()}, GDT_Float32, values);
  }

  void lookup(ArrayWriter& file) const {
    file.array("/location/glt_x", {kMapRows, kMapCols}, GDT_Int32, glt_x);
    file.array("/location/glt_y", {kMapRows, kMapCols}, GDT_Int32, glt_y);
  }

  /// A cloud at the pixel of the swath in row 0, column 3.
  void write_mask(const std::string& path) const {
    ArrayWriter file(path);
    lookup(file);
    std::vector<double> values(std::size_t{kDown} * kAcross * 8, 0);
    values[3 * 8] = 1;
    file.array("/mask", {kDown, kAcross, 8}, GDT_Float32, values);
  }

  [[nodiscard]] double on_map(int row, int col, std::size_t band) const {
    const auto at = static_cast<std::size_t>(row * kMapCols + col);
    const int x = static_cast<int>(glt_x[at]) - 1;
    const int y = static_cast<int>(glt_y[at]) - 1;
    return x < 0 || (x == 1 && y == 1) ? std::nan("") : value(y, x, band);
  }
};

class EmitTest : public CubesTest {
 protected:
  std::string write(const Emit& product) {
    const std::string path = (folder_ / "EMIT_L2A_RFL_001_20220814T160112_2222611_001.nc").string();
    product.write(path);
    return path;
  }
  MaskOptions no_buffer() {
    MaskOptions mask;
    mask.buffer_m = 0;
    mask.metres_per_unit = 111'320;
    mask.resampling = geo::Resampling::nearest;
    return mask;
  }
};

TEST_F(EmitTest, LookupCountsFromOneAndPutsEachPixelOnTheMap) {
  const Emit product;
  const Scene scene = only(write(product));
  EXPECT_EQ(scene.sensor, "emit");
  EXPECT_EQ(scene.date, "2022-08-14");
  ASSERT_EQ(scene.bands.size(), 4U);  // 1400 nm lies in a gap and is bad, 2200 nm is called bad
  EXPECT_DOUBLE_EQ(scene.bands[3].centre_nm, 1650);
  EXPECT_EQ(scene.bands[3].name, "b5") << "its place in the file";
  for (const std::int64_t side : {std::int64_t{2}, std::int64_t{100}}) {
    const Tile tile = read_all(scene_raster(scene, {"b1", "b5"}, scene.footprints.front(), no_buffer()), side);
    for (int row = 0; row < Emit::kMapRows; ++row)
      for (int col = 0; col < Emit::kMapCols; ++col) {
        const double first = product.on_map(row, col, 0);
        const double last = product.on_map(row, col, 4);
        if (std::isnan(first)) {
          EXPECT_TRUE(std::isnan(tile.view().at(0, row, col))) << row << " " << col;
        } else {
          EXPECT_NEAR(tile.view().at(0, row, col), first, 1e-6) << row << " " << col;
          EXPECT_NEAR(tile.view().at(1, row, col), last, 1e-6) << row << " " << col;
        }
      }
  }
}

TEST_F(EmitTest, ItsMaskIsReadByTheSameLookup) {
  const Emit product;
  product.write_mask((folder_ / "EMIT_L2A_MASK_001_20220814T160112_2222611_001.nc").string());
  const Scene scene = only(write(product));
  ASSERT_EQ(scene.quality.size(), 3U);
  const Tile tile = read_all(scene_raster(scene, {"b1"}, scene.footprints.front(), no_buffer()));
  EXPECT_EQ(tile.view().at(1, 0, 4), static_cast<float>(Reason::cloud));
  EXPECT_TRUE(std::isnan(tile.view().at(0, 0, 4)));
  EXPECT_EQ(tile.view().at(1, 0, 3), 0.0F);
}

TEST_F(EmitTest, ALookupThatLeavesTheSwathIsNoCrash) {
  Emit product;
  product.glt_x[1] = 5000;
  product.glt_y[2] = -7;
  const Scene scene = only(write(product));
  const Tile tile = read_all(scene_raster(scene, {"b1"}, scene.footprints.front(), no_buffer()));
  EXPECT_TRUE(std::isnan(tile.view().at(0, 0, 1)));
  EXPECT_TRUE(std::isnan(tile.view().at(0, 0, 2)));
  EXPECT_FALSE(std::isnan(tile.view().at(0, 0, 3)));
}

}  // namespace
}  // namespace greisen::scene
