// SPDX-License-Identifier: Apache-2.0
// A model that looks for lines, its null on the opposite of the scenes, and the bands that this may ask for.
#include <cmath>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

constexpr int kSide = 160;

/// Two pale dykes over noise, in visible bands alone or with the near infrared.
void write_stack(const std::string& path, bool near_infrared) {
  RasterFile file;
  file.cols = file.rows = kSide;
  file.pixel_m = 10;
  file.names = {"B02", "B03", "B04"};
  if (near_infrared) file.names.emplace_back("B08");
  constexpr double kGround[] = {700, 900, 1300, 1600};
  for (std::size_t band = 0; band < file.names.size(); ++band) {
    std::vector<double>& values = file.values.emplace_back();
    for (int row = 0; row < kSide; ++row)
      for (int col = 0; col < kSide; ++col) {
        const bool dyke = (std::abs(row - 50) < 1 && col > 30 && col < 110) || (row == col - 20 && row > 70);
        values.push_back(dyke ? 2800 : kGround[band] + std::floor(180 * unit_random(band, row, col)));
      }
  }
  write_raster(path, file);
}

nlohmann::json outcome(bool near_infrared) {
  const testing::TempFolder folder;
  write_stack(folder.file("stack.tif"), near_infrared);
  std::ofstream(folder.file("survey.yaml"))
      << "version: 1\nname: lines\naoi: {bbox: [600000, 4498400, 601600, 4500000], crs: \"EPSG:32629\"}\n"
      << "grid: {crs: \"EPSG:32629\", resolution_m: 10}\ncontext_km: 0\nmodels: [li-pegmatite]\n"
      << "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001, date: 2023-07-14}]\n"
      << "mask: {vegetation: false, water: false}\ntargets: {min_families: 1}\n"
      << "outputs: {report: false, qgis: false, sheet: false, stac: false}\n";
  const ProgramRun done = run_greisen("run " + shell_word(folder.file("survey.yaml")) + " -q --progress none");
  EXPECT_TRUE(done.exit_code == 0 || done.exit_code == 6) << done.err << done.out;
  return nlohmann::json::parse(read_text_file(folder.file("run/run.json"), 1 << 24)).at("models").at(0).at("outcome");
}

int found(const nlohmann::json& told) { return told.at("targets").get<int>() + told.at("set_aside").get<int>(); }

TEST(OppositeOfScenes, IsTheNullOfAModelThatLooksForLines) {
  const nlohmann::json told = outcome(true);
  EXPECT_EQ(told.at("null"), "opposite");
  EXPECT_GE(found(told), 1) << told;
}

TEST(OppositeOfScenes, NeedsNoNearInfrared) {
  const nlohmann::json told = outcome(false);
  EXPECT_EQ(told.at("null"), "opposite") << "and the model does not decline";
  EXPECT_GE(found(told), 1) << told;
}

}  // namespace
}  // namespace greisen::test
