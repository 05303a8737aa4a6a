// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"
#include "support/wavy_ground.hpp"

namespace greisen {
namespace {

using test::wavy_ground;

class ShiftedScenes : public ::testing::Test {
 protected:
  /// Red, near and short-wave infrared of the ground, its features dx pixels further east than they are.
  void write(const std::string& name, double dx) const {
    test::RasterFile file{.cols = 300, .rows = 300, .pixel_m = 20};
    file.names = {"B04", "B8A", "B11"};
    std::vector<double> shape;
    for (int r = 0; r < 300; ++r)
      for (int c = 0; c < 300; ++c) shape.push_back(30 * wavy_ground(c - dx, r));
    for (int band = 0; band < 3; ++band) {
      auto& plane = file.values.emplace_back();
      for (const double value : shape) plane.push_back(std::round(2000 + 400 * band + value));
    }
    test::write_raster(folder_.file(name), file);
  }

  std::string record_after(const std::string& composite) const {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: shifts\naoi: {bbox: [600100, 4494100, 605900, 4499900], crs: \"EPSG:32629\"}\n"
           "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
           "scenes: [{path: \"s2_*.tif\", sensor: sentinel2, scale: 0.0001}]\nlayers: [{name: a, expr: \"swir1 / "
           "red\"}]\n"
           "composite: "
        << composite << "\n";
    const auto done = test::run_greisen("run " + test::shell_word(folder_.file("survey.yaml")) + " -q --progress none");
    exit_code_ = done.exit_code;
    std::ostringstream text;
    text << std::ifstream(folder_.file("run/run.json")).rdbuf();
    return text.str();
  }

  testing::TempFolder folder_;
  mutable int exit_code_ = 0;
};

TEST_F(ShiftedScenes, AreMovedBackAndToldOf) {
  write("s2_20200801.tif", 0.7);
  write("s2_20200811.tif", 0);
  const std::string record = record_after("{season: all}");
  EXPECT_EQ(exit_code_, 0);
  EXPECT_NE(record.find("+0.70 px east, +0.00 px south: taken out"), std::string::npos) << record.substr(0, 4000);
}

TEST_F(ShiftedScenes, AreOnlyToldOfWhereTheSurveyWantsThat) {
  write("s2_20200801.tif", 0.7);
  write("s2_20200811.tif", 0);
  const std::string record = record_after("{season: all, coregistration: report}");
  EXPECT_EQ(record.find("taken out"), std::string::npos);
  EXPECT_NE(record.find("misregistration"), std::string::npos);
}

TEST_F(ShiftedScenes, AreLeftOutBeyondThreePixels) {
  write("s2_20200801.tif", 5);
  write("s2_20200811.tif", 0);
  const std::string record = record_after("{season: all}");
  EXPECT_EQ(exit_code_, 5);
  EXPECT_EQ(record.find("\"id\": \"s2_20200801\""), std::string::npos);
  EXPECT_NE(record.find("more than 3 px of the grid"), std::string::npos);
}

}  // namespace
}  // namespace greisen
