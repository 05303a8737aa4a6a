// SPDX-License-Identifier: Apache-2.0
// Steps beside gdaldem and GRASS on real relief, and numbers of other programs written down.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gdal_utils.h>
#include <gtest/gtest.h>

#include "geo/place/grid_of.hpp"
#include "geo/read/band_source.hpp"
#include "support/run_step.hpp"
#include "support/shared_data.hpp"
#include "terrain/registry.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

Picture pixels_of(GDALDataset& file) {
  Picture out(1, file.GetRasterYSize(), file.GetRasterXSize());
  GDALRasterBand& band = *file.GetRasterBand(1);
  EXPECT_EQ(band.RasterIO(GF_Read, 0, 0, out.cols, out.rows, out.pixels.data(), out.cols, out.rows, GDT_Float32, 0, 0,
                          nullptr),
            CE_None);
  int declared = 0;
  const double nodata = band.GetNoDataValue(&declared);
  for (float& value : out.pixels)
    if (declared != 0 && static_cast<double>(value) == nodata) value = kMissing;
  return out;
}

struct Dem {
  GDALDatasetUniquePtr file;
  Picture heights;
};

Dem open(const std::string& path) {
  GDALAllRegister();
  Dem dem;
  dem.file.reset(GDALDataset::FromHandle(GDALOpen(path.c_str(), GA_ReadOnly)));
  EXPECT_TRUE(dem.file) << path;
  dem.heights = pixels_of(*dem.file);
  return dem;
}

Picture gdaldem(const Dem& dem, const std::string& what, const std::vector<std::string>& words = {}) {
  CPLStringList list;
  list.AddString("-of");
  list.AddString("MEM");
  for (const std::string& word : words) list.AddString(word.c_str());
  GDALDEMProcessingOptions* const options = GDALDEMProcessingOptionsNew(list.List(), nullptr);
  int wrong = 0;
  const GDALDatasetUniquePtr out(GDALDataset::FromHandle(
      GDALDEMProcessing("", GDALDataset::ToHandle(dem.file.get()), what.c_str(), nullptr, options, &wrong)));
  GDALDEMProcessingOptionsFree(options);
  EXPECT_TRUE(out);
  return pixels_of(*out);
}

Picture ours(const Dem& dem, const Step& step, double pixel_m, test::Arguments arguments = {}) {
  return test::run_step(step, test::request_of(step, std::move(arguments), 1, pixel_m), dem.heights);
}

/// The largest difference; 1e9 where one is missing and the other is not. `turn`: differences go round.
double apart(const Picture& a, const Picture& b, double turn = 0) {
  double most = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    if (std::isnan(a.pixels[i]) != std::isnan(b.pixels[i])) return 1e9;
    double difference = std::abs(static_cast<double>(a.pixels[i]) - static_cast<double>(b.pixels[i]));
    if (turn > 0) difference = std::min(difference, turn - difference);
    if (difference > most) most = difference;
  }
  return most;
}

struct Moments {
  std::int64_t count = 0;
  double mean = 0;
  double sd = 0;
};

Moments moments(const Picture& picture, int layer = 0) {
  Moments found;
  double squares = 0;
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      const auto value = static_cast<double>(picture.at(layer, row, col));
      if (std::isnan(value)) continue;
      ++found.count;
      const double off = value - found.mean;
      found.mean += off / static_cast<double>(found.count);
      squares += off * (value - found.mean);
    }
  found.sd = std::sqrt(squares / static_cast<double>(found.count));
  return found;
}

class RealRelief : public ::testing::Test {
 protected:
  static std::string file(const std::string& name) { return test::shared_data("scenes/" + name); }
};

TEST_F(RealRelief, IsAsGdaldemHasIt) {
  const std::string path = file("cran_landsat/derived_geotiff/dem.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: cran_landsat";
  const Dem dem = open(path);
  EXPECT_LT(apart(ours(dem, slope(), 30), gdaldem(dem, "slope")), 2e-4);
  EXPECT_LT(apart(ours(dem, aspect(), 30), gdaldem(dem, "aspect"), 360), .05);
  EXPECT_LT(apart(ours(dem, tpi(), 30), gdaldem(dem, "TPI")), 1e-4);
  EXPECT_LT(apart(ours(dem, tri(), 30), gdaldem(dem, "TRI", {"-alg", "Riley"})), 1e-5);
  EXPECT_EQ(apart(ours(dem, tri(), 30, {{"method", std::string("wilson")}}), gdaldem(dem, "TRI", {"-alg", "Wilson"})),
            0);
  EXPECT_EQ(apart(ours(dem, roughness(), 30), gdaldem(dem, "roughness")), 0);
  Picture shade = ours(dem, hillshade(), 30);
  for (float& value : shade.pixels) value = 1 + 254 * value / 255;
  EXPECT_LT(apart(shade, gdaldem(dem, "hillshade")), .501) << "theirs is rounded";
}

/// gdaldem 3.6.2, written down.
TEST_F(RealRelief, HasTheMomentsOfGdaldem) {
  const std::string path = file("cran_landsat/derived_geotiff/dem.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: cran_landsat";
  const Dem dem = open(path);
  const Moments steep = moments(ours(dem, slope(), 30));
  EXPECT_EQ(steep.count, 88804);
  EXPECT_NEAR(steep.mean, 6.052987, 1e-5);
  EXPECT_NEAR(steep.sd, 4.225685, 1e-5);
  const Moments position = moments(ours(dem, tpi(), 30));
  EXPECT_NEAR(position.mean, -.000678, 1e-6);
  EXPECT_NEAR(position.sd, .906652, 1e-6);
  EXPECT_NEAR(moments(ours(dem, tri(), 30)).mean, 8.606711, 1e-6);
  EXPECT_NEAR(moments(ours(dem, tri(), 30, {{"method", std::string("wilson")}})).mean, 2.649313, 1e-6);
  EXPECT_NEAR(moments(ours(dem, roughness(), 30)).mean, 8.345328, 1e-6);
}

/// Evans' fit by numpy, in double.
TEST_F(RealRelief, IsCurvedAsLeastSquaresHasIt) {
  const std::string path = file("cran_landsat/derived_geotiff/dem.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: cran_landsat";
  const Picture curved = ours(open(path), curvature(), 30);
  EXPECT_NEAR(curved.at(0, 150, 150), -.00095009847, 1e-10);
  EXPECT_NEAR(curved.at(1, 150, 150), -7.331041e-5, 1e-11);
  EXPECT_NEAR(moments(curved, 0).mean, -4.47866e-5, 1e-9);
  EXPECT_NEAR(moments(curved, 0).sd, .00150593, 1e-8);
  EXPECT_NEAR(moments(curved, 1).mean, 4.28619e-5, 1e-9);
  EXPECT_NEAR(moments(curved, 1).sd, .00143712, 1e-8);
}

TEST_F(RealRelief, OfWholeNumbersInDegreesIsAsGdaldemHasItForOnePixelSize) {
  const std::string path = file("dem_misc/gdal/n43.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: dem_misc";
  const Dem dem = open(path);
  std::array<double, 6> place = {};
  dem.file->GetGeoTransform(place.data());
  EXPECT_LT(apart(ours(dem, slope(), place[1] * 111120), gdaldem(dem, "slope", {"-s", "111120"})), 2e-4);
  EXPECT_LT(apart(ours(dem, tpi(), 1), gdaldem(dem, "TPI")), 1e-6);
  EXPECT_LT(apart(ours(dem, tri(), 1), gdaldem(dem, "TRI")), 1e-5);
  EXPECT_EQ(apart(ours(dem, roughness(), 1), gdaldem(dem, "roughness")), 0);
}

/// GRASS r.terraflow 8.2, written down: the filled surface is one.
TEST_F(RealRelief, IsFilledAsTerraflowHasIt) {
  const std::string path = file("cran_landsat/derived_geotiff/dem.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: cran_landsat";
  const Dem dem = open(path);
  const Picture filled = ours(dem, fill_depressions(), 30);
  int raised = 0;
  double sum = 0;
  double most = 0;
  for (std::size_t i = 0; i < filled.pixels.size(); ++i) {
    const double by = static_cast<double>(filled.pixels[i]) - static_cast<double>(dem.heights.pixels[i]);
    raised += by > 0 ? 1 : 0;
    sum += by;
    most = std::max(most, by);
  }
  EXPECT_EQ(raised, 5620);
  EXPECT_NEAR(sum, 7974.809509, 1e-6);
  EXPECT_NEAR(most, 12.964157, 1e-6);
}

/// Where no rule for level ground has a say (numpy, two readings of the raster).
TEST_F(RealRelief, GathersWater) {
  const std::string path = file("cran_landsat/derived_geotiff/dem.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: cran_landsat";
  const Picture water = ours(open(path), flow_accumulation(), 30);
  struct Known {
    int row, col;
    float pixels;
  };
  for (const Known& one :
       {Known{67, 8, 34975}, Known{60, 28, 33203}, Known{56, 50, 19919}, Known{48, 68, 19567}, Known{41, 88, 18694},
        Known{47, 108, 10831}, Known{60, 122, 10545}, Known{74, 134, 8934}, Known{75, 0, 35469}})
    EXPECT_EQ(water.at(0, one.row, one.col), one.pixels) << one.row << " " << one.col;
}

/// Pixels in degrees have two sizes: on the ellipsoid 73.86 m by 92.49 m here. One size for both would tell 13.24°.
TEST_F(RealRelief, InDegreesIsSteepAsOnTheEllipsoid) {
  const std::string path = file("zion_utah/srtm.tif");
  if (path.empty()) GTEST_SKIP() << "no shared data: zion_utah";
  const Dem dem = open(path);
  Request request = test::request_of(slope(), {}, 1, 1);
  request.pixel_sizes = geo::pixel_sizes(geo::file_info(path).grid);
  EXPECT_NEAR(moments(test::run_step(slope(), request, dem.heights)).mean, 14.6824, 1e-3);
}

}  // namespace
}  // namespace greisen::terrain
