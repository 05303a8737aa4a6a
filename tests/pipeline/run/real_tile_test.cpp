// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/shared_data.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

/// All bands of a raster of a run, whole.
Tile pixels_of(const std::string& path) {
  const geo::FileInfo info = geo::file_info(path);
  std::vector<geo::BandSource> bands;
  for (std::size_t band = 0; band < info.bands.size(); ++band)
    bands.push_back({path, static_cast<int>(band) + 1, {info.bands[band].description}});
  const Raster raster = geo::raster_of(bands, info.grid);
  const std::vector<Window> all = {info.grid.window()};
  PassRequest request{all, {}, 1, 64U << 20U, nullptr};
  for (std::size_t band = 0; band < bands.size(); ++band) request.layers.push_back(static_cast<int>(band));
  Tile tile(static_cast<int>(bands.size()), static_cast<int>(info.grid.rows), static_cast<int>(info.grid.cols));
  raster.open(request).front()->read(all.front(), tile.view());
  return tile;
}

std::string survey_text(const std::string& scenes, const std::string& more) {
  return "version: 1\nname: real tile\naoi: {bbox: [640000, 5730000, 655000, 5745000], crs: \"EPSG:32611\"}\n"
         "grid: {crs: \"EPSG:32612\", resolution_m: 60}\nscenes: [{path: \"" +
         scenes +
         "/*.jp2\", sensor: sentinel2, scale: 0.0001, offset: 0}]\ncontext_km: 1\nmask: {vegetation: false}\n" + more;
}

class RealTile : public ::testing::Test {
 protected:
  void SetUp() override {
    scenes_ = test::shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
    if (scenes_.empty()) GTEST_SKIP() << "the shared real data are not on this machine";
  }
  test::ProgramRun run(const std::string& more, const std::string& options = "") const {
    std::ofstream(folder_.file("survey.yaml")) << survey_text(scenes_, more);
    return test::run_greisen("run " + test::shell_word(folder_.file("survey.yaml")) + " -q --progress none " + options);
  }

  std::string scenes_;
  testing::TempFolder folder_;
};

TEST_F(RealTile, IndicesAreThoseOfTheReflectanceThatTheRunKept) {
  const test::ProgramRun done = run("layers: [al_clay]\noutputs: {keep_reflectance: true}\n");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const std::string layers = folder_.file("run/layers/sentinel2/");
  const geo::FileInfo info = geo::file_info(layers + "reflectance.tif");
  int swir1 = -1;
  int swir2 = -1;
  for (int band = 0; band < static_cast<int>(info.bands.size()); ++band) {
    if (info.bands[static_cast<std::size_t>(band)].description == "B11") swir1 = band;
    if (info.bands[static_cast<std::size_t>(band)].description == "B12") swir2 = band;
  }
  ASSERT_TRUE(swir1 >= 0 && swir2 >= 0);
  Tile reflectance = pixels_of(layers + "reflectance.tif");
  Tile index = pixels_of(layers + "al_clay.tif");
  int valid = 0;
  for (int row = 0; row < index.view().rows; ++row)
    for (int col = 0; col < index.view().cols; ++col) {
      const double expected = static_cast<double>(reflectance.view().at(swir1, row, col)) /
                              static_cast<double>(reflectance.view().at(swir2, row, col));
      const float got = index.view().at(0, row, col);
      ASSERT_EQ(std::isnan(expected), std::isnan(got)) << row << "," << col;
      if (std::isnan(got)) continue;
      ++valid;
      ASSERT_NEAR(static_cast<double>(got), expected, 1e-6 * std::max(1.0, std::abs(expected)));
    }
  EXPECT_GT(valid, 10000);
}

TEST_F(RealTile, ASecondRunHasNothingToDo) {
  ASSERT_EQ(run("layers: [al_clay]\n").exit_code, 0);
  const auto before = fs::last_write_time(folder_.file("run/run.json"));
  const test::ProgramRun again = run("layers: [al_clay]\n");
  EXPECT_NE(again.out.find("nothing to do"), std::string::npos) << again.out;
  EXPECT_EQ(fs::last_write_time(folder_.file("run/run.json")), before);
}

TEST_F(RealTile, WhatIsNoLongerAskedForGoesAndWhatIsNewComes) {
  ASSERT_EQ(run("layers: [al_clay, al_nd]\n").exit_code, 0);
  const auto kept = fs::last_write_time(folder_.file("run/layers/sentinel2/al_clay.tif"));
  ASSERT_EQ(run("layers: [al_clay, al_nsdsi1]\n").exit_code, 0);
  EXPECT_EQ(fs::last_write_time(folder_.file("run/layers/sentinel2/al_clay.tif")), kept);
  EXPECT_TRUE(fs::exists(folder_.file("run/layers/sentinel2/al_nsdsi1.tif")));
  EXPECT_FALSE(fs::exists(folder_.file("run/layers/sentinel2/al_nd.tif")));
  EXPECT_FALSE(fs::exists(folder_.file("run/.greisen/scratch")));
}

}  // namespace
}  // namespace greisen
