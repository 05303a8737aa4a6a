// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <random>

#include "base/error.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

/// Bands that hold their own column and row (of pixel centres): bilinear values are positions.
MadeRaster position_picture(int epsg, std::array<double, 6> geo_transform, int cols, int rows) {
  MadeRaster picture;
  picture.geo_transform = geo_transform;
  picture.epsg = epsg;
  picture.cols = cols;
  picture.rows = rows;
  picture.bands = 2;
  picture.pixel = [](int band, int row, int col) { return (band == 0 ? col : row) + 0.5; };
  return picture;
}

Raster warped(const std::string& path, const Grid& target, Resampling resampling, int bands) {
  std::vector<BandSource> sources;
  for (int band = 1; band <= bands; ++band) sources.push_back(band_source(path, band, resampling));
  return raster_of(sources, target);
}

/// Largest distance, in source pixels, between the positions read and those PROJ gives; counts the pixels read.
double worst_position(const MadeRaster& picture, const Grid& target, const std::vector<float>& pixels, int& seen) {
  const PointTransform to_source(parse_crs(target.crs), parse_crs("EPSG:" + std::to_string(picture.epsg)));
  const auto& g = picture.geo_transform;
  const auto plane = static_cast<std::size_t>(target.cols * target.rows);
  double worst = 0;
  seen = 0;
  for (std::size_t k = 0; k < plane; ++k) {
    if (std::isnan(pixels[k])) continue;
    ++seen;
    const auto col = static_cast<double>(static_cast<std::int64_t>(k) % target.cols) + 0.5;
    const auto row = static_cast<double>(static_cast<std::int64_t>(k) / target.cols) + 0.5;
    const Point p = to_source.apply(Point{target.x_of(col), target.y_of(row)});
    const double determinant = g[1] * g[5] - g[2] * g[4];
    const double x = (g[5] * (p.x - g[0]) - g[2] * (p.y - g[3])) / determinant;
    const double y = (g[1] * (p.y - g[3]) - g[4] * (p.x - g[0])) / determinant;
    if (x < 0.5 || y < 0.5 || x > picture.cols - 0.5 || y > picture.rows - 0.5) continue;  // the ramp ends there
    worst = std::max(worst, std::hypot(static_cast<double>(pixels[k]) - x, static_cast<double>(pixels[plane + k]) - y));
  }
  return worst;
}

struct PositionCase {
  const char* name;
  int epsg;
  std::array<double, 6> geo_transform;
  Grid target;
  double limit;
};

class Positions : public testing::TestWithParam<PositionCase> {};

TEST_P(Positions, AreThoseOfProj) {
  const auto& c = GetParam();
  const std::string path = test_folder() + "/source.tif";
  const MadeRaster picture = position_picture(c.epsg, c.geo_transform, 500, 400);
  write_picture(path, picture);
  Grid target = c.target;
  target.crs = wkt_of(std::stoi(target.crs));
  const auto result = read_all(warped(path, target, Resampling::bilinear, 2), tiled(target, 256));
  int seen = 0;
  EXPECT_LE(worst_position(picture, target, result.pixels, seen), c.limit);
  EXPECT_GT(seen, 20'000);
}

INSTANTIATE_TEST_SUITE_P(
    Warp, Positions,
    testing::Values(
        PositionCase{
            "zones", 32629, {680000, 20, 0, 4560000, 0, -20}, {"32630", 177000, 4565000, 20, 20, 520, 430}, 1e-3},
        PositionCase{"degrees", 4326, {-7, 2e-4, 0, 41, 0, -2e-4}, {"32629", 668000, 4541000, 20, 20, 420, 450}, 2e-3},
        // 2 km pixels bend by more than kMaxBendPx within a cell: those are transformed one by one
        PositionCase{
            "coarse", 4326, {-12, 0.02, 0, 45, 0, -0.02}, {"32629", 300000, 4980000, 2000, 2000, 400, 400}, 2e-3},
        PositionCase{
            "polar", 4326, {-60, 0.25, 0, 85, 0, -0.05}, {"3413", -600000, -900000, 2500, 2500, 500, 400}, 2e-2},
        PositionCase{
            "south_up", 32629, {680000, 20, 0, 4552000, 0, 20}, {"32630", 177000, 4565000, 20, 20, 520, 430}, 1e-3},
        PositionCase{
            "rotated", 32629, {680000, 16, 12, 4560000, 12, -16}, {"32629", 680000, 4566000, 20, 20, 600, 600}, 1e-3}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Warp, CrossesTheAntimeridian) {
  const std::string folder = test_folder();
  MadeRaster picture;
  picture.epsg = 4326;
  picture.cols = 200;
  picture.rows = 100;
  picture.geo_transform = {178, 0.02, 0, 1, 0, -0.02};  // 178° to 182° east
  picture.pixel = [](int, int, int col) { return 178 + (col + 0.5) * 0.02; };
  write_picture(folder + "/beyond.tif", picture);
  const Grid target{wkt_of(3832), 3228000, 90000, 2000, 2000, 150, 90};
  const Raster raster = warped(folder + "/beyond.tif", target, Resampling::bilinear, 1);
  const auto pixels = read_all(raster, tiled(target, 64)).pixels;
  const PointTransform to_lon(parse_crs(target.crs), wgs84());
  int east = 0;
  int west = 0;
  for (std::int64_t col = 0; col < target.cols; ++col) {
    const float value = pixels[static_cast<std::size_t>(45 * target.cols + col)];
    double lon = to_lon.apply(Point{target.x_of(static_cast<double>(col) + 0.5), target.y_of(45.5)}).x;
    if (lon < 0) lon += 360;
    if (lon < 178.02 || lon > 181.98) continue;
    ++(lon < 180 ? east : west);
    EXPECT_NEAR(static_cast<double>(value), lon, 1e-4) << col;
  }
  EXPECT_GT(east, 40);
  EXPECT_GT(west, 40);
}

TEST(Warp, DoesNotDependOnTheWindows) {
  const std::string path = test_folder() + "/source.tif";
  std::mt19937 random(5);
  MadeRaster picture = position_picture(32629, {680000, 20, 0, 4560000, 0, -20}, 300, 300);
  picture.type = GDT_UInt16;
  picture.has_nodata = true;
  picture.pixel = [&](int, int, int) { return random() % 9 == 0 ? 0.0 : static_cast<double>(random() % 5000); };
  write_picture(path, picture);
  const Grid target{wkt_of(32630), 178000, 4564000, 20, 20, 333, 310};
  for (const auto resampling : {Resampling::nearest, Resampling::bilinear, Resampling::cubic, Resampling::average}) {
    const Raster raster = warped(path, target, resampling, 2);
    const auto whole = read_all(raster, {target.window()}).pixels;
    for (const std::int64_t side : {1000, 97, 64, 31}) {
      const auto tiles = read_all(raster, tiled(target, side), 2).pixels;
      ASSERT_EQ(tiles.size(), whole.size());
      std::size_t different = 0;
      for (std::size_t i = 0; i < whole.size(); ++i) {
        different += std::bit_cast<std::uint32_t>(whole[i]) != std::bit_cast<std::uint32_t>(tiles[i]) ? 1U : 0U;
      }
      EXPECT_EQ(different, 0U) << "windows of " << side << ", resampling " << static_cast<int>(resampling);
    }
  }
}

TEST(Warp, CopiesAlignedPixelsAndAppliesScaleAndMissing) {
  const std::string path = test_folder() + "/source.tif";
  MadeRaster picture;
  picture.geo_transform = {500000, 10, 0, 4000000, 0, -10};
  picture.cols = 8;
  picture.rows = 6;
  picture.type = GDT_UInt16;
  picture.has_nodata = true;
  picture.pixel = [](int, int row, int col) { return row * 8 + col; };
  write_picture(path, picture);
  BandSource band = band_source(path, 1, Resampling::cubic);
  band.scale = 0.5;
  band.offset = -1;
  band.missing_dn = {9};
  const Grid target{wkt_of(32629), 499990, 4000000, 10, 10, 5, 4};
  const auto pixels = read_all(raster_of({band}, target), tiled(target, 3)).pixels;
  for (int row = 0; row < 4; ++row) {
    for (int col = 0; col < 5; ++col) {
      const int dn = row * 8 + col - 1;
      const float found = pixels[static_cast<std::size_t>(row * 5 + col)];
      if (col == 0 || dn == 0 || dn == 9) {
        EXPECT_TRUE(std::isnan(found)) << row << ' ' << col;
      } else {
        EXPECT_EQ(found, static_cast<float>(dn) * 0.5F - 1) << row << ' ' << col;
      }
    }
  }
}

TEST(Warp, AnOffsetThatTakesAllAwayLeavesZeroAndNotItsRounding) {
  // 7000 x 0.0001 - 0.7 is 1.1e-16 in double, and 0.7F - 0.7 is -1.2e-8: a ratio to either would be a huge number
  for (const GDALDataType type : {GDT_UInt16, GDT_Int32, GDT_Float32}) {
    const bool whole = type != GDT_Float32;
    const std::string path = test_folder() + "/source.tif";
    MadeRaster picture;
    picture.geo_transform = {500000, 10, 0, 4000000, 0, -10};
    picture.cols = picture.rows = 2;
    picture.type = type;
    picture.pixel = [whole](int, int row, int col) { return (whole ? 1 : 0.0001) * (7000 + 2 * row + col); };
    write_picture(path, picture);
    BandSource band = band_source(path, 1, Resampling::nearest);
    band.scale = whole ? 0.0001 : 1;
    band.offset = -0.7;
    const Grid target{wkt_of(32629), 500000, 4000000, 10, 10, 2, 2};
    const auto pixels = read_all(raster_of({band}, target), tiled(target, 2)).pixels;
    EXPECT_EQ(pixels[0], 0) << type;
    for (std::size_t i = 1; i < 4; ++i) EXPECT_NEAR(pixels[i], 1e-4 * static_cast<double>(i), 6e-8) << type;
  }
}

TEST(Warp, NansOfFloatFilesAreMissingAndLeaveTheWeights) {
  const std::string path = test_folder() + "/source.tif";
  MadeRaster picture;
  picture.geo_transform = {0, 10, 0, 100, 0, -10};
  picture.cols = 4;
  picture.rows = 4;
  picture.pixel = [](int, int row, int col) {
    return row == 1 && col == 1 ? std::nan("") : row == 2 && col == 1 ? HUGE_VAL : 7.0;
  };
  write_picture(path, picture);
  const Grid target{wkt_of(32629), 3, 97, 10, 10, 3, 3};  // centres lie at 0.8, 1.8 and 2.8
  for (const auto resampling : {Resampling::bilinear, Resampling::cubic}) {
    const auto pixels = read_all(warped(path, target, resampling, 1), {target.window()}).pixels;
    for (std::size_t k = 0; k < pixels.size(); ++k) {
      if (k == 4 || k == 7) {
        EXPECT_TRUE(std::isnan(pixels[k])) << "centre in a missing pixel";
      } else {
        EXPECT_FLOAT_EQ(pixels[k], 7) << k;
      }
    }
  }
}

template <class Work>
std::string code_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "none";
}

TEST(Warp, RefusesWhatItCannotPlace) {
  const std::string folder = test_folder();
  MadeRaster picture;
  picture.cols = picture.rows = 4;
  picture.pixel = [](int, int, int) { return 1; };
  write_picture(folder + "/good.tif", picture);
  picture.epsg = 0;
  write_picture(folder + "/no_crs.tif", picture);
  picture.type = GDT_CFloat32;
  write_picture(folder + "/complex.tif", picture);
  const Grid target{wkt_of(32630), 0, 0, 1, 1, 4, 4};
  const auto open = [&](const std::string& name, int band) {
    return code_of([&] { raster_of({band_source(folder + "/" + name, band, Resampling::nearest)}, target); });
  };
  EXPECT_EQ(open("absent.tif", 1), "E3011");
  EXPECT_EQ(open("good.tif", 2), "E3013");
  EXPECT_EQ(open("no_crs.tif", 1), "E4021");
  EXPECT_EQ(open("complex.tif", 1), "E3014");
  EXPECT_EQ(open("good.tif", 1), "none");
}

}  // namespace
}  // namespace greisen::geo
