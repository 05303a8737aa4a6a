// SPDX-License-Identifier: Apache-2.0
// Where a grid lies: on the pixels of the scenes, so that they pass as they were measured.
#include <array>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

constexpr int kSide = 40;

class SurveyGrid : public ::testing::Test {
 protected:
  /// Noise of two bands of Landsat whose first pixel has its corner at (left, top).
  RasterFile landsat(double left, double top, std::uint64_t seed = 1) const {
    RasterFile file{.cols = kSide, .rows = kSide, .left = left, .top = top};
    file.names = {"SR_B6", "SR_B7"};
    for (std::uint64_t band = 0; band < 2; ++band) {
      file.values.emplace_back();
      for (int i = 0; i < kSide * kSide; ++i)
        file.values.back().push_back(8000 + static_cast<double>(hash_pixel(seed + band, i, 0) % 12'000));
    }
    return file;
  }

  static double ratio(const RasterFile& file, int row, int col) {
    const auto at = static_cast<std::size_t>(row * kSide + col);
    return (file.values[0][at] * 2.75e-5 - 0.2) / (file.values[1][at] * 2.75e-5 - 0.2);
  }

  void write_survey(const std::string& scenes, const std::string& grid,
                    const std::string& aoi = "{bbox: [600100, 4499100, 601000, 4499900], crs: \"EPSG:32629\"}") const {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: grid\naoi: " << aoi << "\ngrid: " << grid << "\ncontext_km: 0\nscenes: " << scenes
        << "\nmask: {vegetation: false, water: false, min_reflectance: 0}\n"
        << "composite: {method: none}\nlayers: [{name: a, expr: \"swir1 / swir2\"}]\n"
           "outputs: {report: false, qgis: false, sheet: false, stac: false}\n";
  }
  static std::string scene(const std::string& path) {
    return "{path: " + path + ", sensor: landsat89, scale: 2.75e-5, offset: -0.2, date: \"2023-07-14\"}";
  }
  ProgramRun greisen(const std::string& verb) const {
    return run_greisen(verb + " " + shell_word(folder_.file("survey.yaml")) + " --progress none");
  }

  /// The layer against the ratio of the pixel that lies there; how many were compared.
  int compare(const std::string& path, const RasterFile& file, double east = 0, double north = 0) const {
    const GDALDatasetUniquePtr raster(GDALDataset::Open(folder_.file(path).c_str()));
    EXPECT_TRUE(raster) << path;
    if (!raster) return 0;
    std::array<double, 6> place = {};
    raster->GetGeoTransform(place.data());
    std::vector<float> values(static_cast<std::size_t>(raster->GetRasterXSize()) *
                              static_cast<std::size_t>(raster->GetRasterYSize()));
    EXPECT_EQ(raster->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, raster->GetRasterXSize(), raster->GetRasterYSize(),
                                                 values.data(), raster->GetRasterXSize(), raster->GetRasterYSize(),
                                                 GDT_Float32, 0, 0, nullptr),
              CE_None);
    int compared = 0;
    for (int r = 0; r < raster->GetRasterYSize(); ++r)
      for (int c = 0; c < raster->GetRasterXSize(); ++c) {
        const double col = (place[0] + 30 * (c + 0.5) - east - file.left) / 30;
        const double row = (file.top - (place[3] - 30 * (r + 0.5) - north)) / 30;
        const float value = values[static_cast<std::size_t>(r * raster->GetRasterXSize() + c)];
        if (value == -9999) continue;
        EXPECT_NEAR(col - std::floor(col), 0.5, 1e-6);
        const double right = ratio(file, static_cast<int>(std::floor(row)), static_cast<int>(std::floor(col)));
        EXPECT_NEAR(value, right, 1e-6 * std::max(1.0, std::abs(right))) << r << " " << c;
        ++compared;
      }
    return compared;
  }

  [[nodiscard]] nlohmann::json grid_in_record() const {
    return nlohmann::json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24)).at("parts").at("grid");
  }

  testing::TempFolder folder_;
};

TEST_F(SurveyGrid, OfLandsatLeavesItsPixelsAsTheyAre) {
  const RasterFile file = landsat(600'015, 4'500'015);
  write_raster(folder_.file("l.tif"), file);
  write_survey("[" + scene("l.tif") + "]", "{crs: auto-utm, resolution_m: 30}");
  const ProgramRun planned = greisen("plan");
  EXPECT_NE(planned.out.find("Pixels    the pixels of Landsat 8/9 OLI"), std::string::npos) << planned.out;
  const ProgramRun done = greisen("run");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(compare("run/layers/landsat89/a.tif", file), 31 * 28);
  EXPECT_NE(grid_in_record().at("pixels").get<std::string>().find("pass unchanged"), std::string::npos);
  EXPECT_EQ(grid_in_record().at("origin")[0], 600'075);
}

TEST_F(SurveyGrid, OfSouthernGroundTakesLandsatsNorthernZone) {
  RasterFile file = landsat(600'015, -3'000'015);
  file.epsg = 32619;
  write_raster(folder_.file("l.tif"), file);
  write_survey("[" + scene("l.tif") + "]", "{crs: auto-utm, resolution_m: 30}",
               "{bbox: [600100, 6999000, 601000, 6999800], crs: \"EPSG:32719\"}");
  const ProgramRun done = greisen("run");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(grid_in_record().at("crs"), "EPSG:32719");
  EXPECT_EQ(compare("run/layers/landsat89/a.tif", file, 0, 10'000'000), 31 * 27);
}

TEST_F(SurveyGrid, IsThatOfTheOriginGiven) {
  const RasterFile file = landsat(600'017, 4'500'008);  // of a lattice of its own
  write_raster(folder_.file("l.tif"), file);
  write_raster(folder_.file("m.tif"), landsat(600'015, 4'500'015, 7));
  const std::string both = "[" + scene("l.tif") + ", " + scene("m.tif") + "]";
  write_survey(both, "{crs: auto-utm, resolution_m: 30}");
  const ProgramRun apart = greisen("plan");
  EXPECT_NE(apart.err.find("W4106"), std::string::npos) << apart.err;
  EXPECT_NE(apart.err.find("do not lie alike"), std::string::npos) << apart.err;
  write_survey("[" + scene("l.tif") + "]", "{crs: auto-utm, resolution_m: 30, origin: [17, 8]}");
  const ProgramRun done = greisen("run");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(compare("run/layers/landsat89/a.tif", file), 31 * 28);
  EXPECT_EQ(grid_in_record().at("pixels"), "from grid.origin 17, 8");
  write_survey("[" + scene("l.tif") + "]", "{crs: auto-utm, resolution_m: 30, origin: [17]}");
  EXPECT_EQ(greisen("check").exit_code, 2);
}

TEST_F(SurveyGrid, OfComputeAtTheScenesOwnResolutionIsTheScenes) {
  const RasterFile file = landsat(600'015, 4'500'015);
  write_raster(folder_.file("l.tif"), file);
  const std::string start =
      "compute " + shell_word(folder_.file("l.tif")) +
      " --sensor landsat89 --scale 2.75e-5 --offset -0.2 --progress none --expr 'a=swir1/swir2' -o " +
      shell_word(folder_.file("out"));
  for (const char* const more :
       {" --resolution-m 30", " --to-crs EPSG:32629", " --to-crs auto-utm --resolution-m 30"}) {
    const ProgramRun done = run_greisen(start + " --overwrite" + more);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_EQ(compare("out/a.tif", file), kSide * kSide) << more;
  }
}

}  // namespace
}  // namespace greisen::test
