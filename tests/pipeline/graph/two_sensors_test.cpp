// SPDX-License-Identifier: Apache-2.0
// A real Sentinel-2 tile of 60 m and a real Landsat 8 scene of 30 m, brought to a grid of another zone: each layer is
// of one sensor, how far they lie from each other is measured, each model is computed or declined with its reason.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/read/band_source.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/shared_data.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;

class TwoSensors : public ::testing::Test {
 protected:
  void SetUp() override {
    sentinel2_ = shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
    landsat_ = shared_data("scenes/l8_c2l2_043024_20200802");
    if (sentinel2_.empty() || landsat_.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: no two real sensors on one grid";
  }

  ProgramRun run(const std::string& folder, const std::string& options) const {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: two sensors\naoi: {bbox: [672000, 5755000, 692000, 5775000], crs: \"EPSG:32611\"}\n"
           "grid: {crs: \"EPSG:32612\", resolution_m: 30}\ncontext_km: 0.5\nscenes:\n"
        << "  - {path: \"" << sentinel2_ << "/*.jp2\", sensor: sentinel2, scale: 0.0001, offset: 0}\n"
        << "  - {path: \"" << landsat_ << "/*_SR_B?.tif\", scale: 2.75e-5, offset: -0.2}\n"
        << "mask: {vegetation: false}\nmodels: [li-pegmatite, w-greisen-vein, w-skarn]\n"
           "layers: [{name: red_green, expr: \"red / green\"}, {name: green_swir2, expr: \"green / swir2\"}]\n";
    return run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " -o " + shell_word(folder_.file(folder)) +
                       " -q --progress none " + options);
  }

  [[nodiscard]] Json record(const std::string& folder) const {
    return Json::parse(read_text_file(folder_.file(folder + "/run.json"), 1 << 24));
  }

  /// Hashes of all files but those that tell when they were made.
  [[nodiscard]] std::string hashes(const std::string& folder) const {
    return read_text_file(folder_.file(folder + "/checksums.sha256"), 1 << 20);
  }

  std::string sentinel2_;
  std::string landsat_;
  testing::TempFolder folder_;
};

TEST_F(TwoSensors, StandOnOneGridAndDoNotMix) {
  const ProgramRun done = run("one", "--threads 1");
  ASSERT_EQ(done.exit_code, 5) << done.err;  // the tungsten models decline
  const geo::FileInfo a = geo::file_info(folder_.file("one/layers/sentinel2/red_green.tif"));
  EXPECT_TRUE(same_grid(a.grid, geo::file_info(folder_.file("one/prospectivity_li-pegmatite.tif")).grid));
  const geo::FileInfo b = geo::file_info(folder_.file("one/layers/landsat89/green_swir2.tif"));
  EXPECT_TRUE(same_grid(a.grid, b.grid));
  const Json all = record("one");
  double shift = -1;
  for (const Json& scene : all.at("scenes"))
    for (const Json& decision : scene.at("decisions"))
      if (decision.at("what") == "misregistration") {
        shift = 0;
        EXPECT_NE(decision.at("why").get<std::string>().find("phase correlation"), std::string::npos);
      }
  EXPECT_EQ(shift, 0) << "no shift was measured";
  int computed = 0;
  int declined = 0;
  for (const Json& model : all.at("models")) {
    if (model.contains("declined")) {
      ++declined;
      EXPECT_GT(model.at("declined").get<std::string>().size(), 20U);
      continue;
    }
    ++computed;
    for (const Json& evidence : model.at("evidence")) EXPECT_FALSE(evidence.at("sensor").get<std::string>().empty());
  }
  EXPECT_EQ(computed, 1);
  EXPECT_EQ(declined, 2);
}

TEST_F(TwoSensors, LeaveTheSameBytesForAnyNumberOfThreads) {
  ASSERT_EQ(run("one", "--threads 1").exit_code, 5);
  ASSERT_EQ(run("two", "--threads 2").exit_code, 5);
  const auto without_record = [](std::string text) {
    const std::size_t at = text.find("run.json");
    return at == std::string::npos ? text : text.substr(0, text.rfind('\n', at) + 1);
  };
  EXPECT_EQ(without_record(hashes("one")), without_record(hashes("two")));
}

}  // namespace
}  // namespace greisen::test
