// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/survey.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::TempFolder;

std::string written(const TempFolder& folder, const std::string& text) {
  const std::string path = folder.file("survey.yaml");
  std::ofstream(path) << text;
  return path;
}

constexpr const char* kLeast = R"(version: 1
aoi: {bbox: [0, 0, 1, 1]}
grid: {resolution_m: 20}
scenes:
  - {path: "scenes/*.SAFE"}
)";

/// Codes with their lines, in the order they are told.
std::string problems_of(const std::string& text, const std::vector<std::string>& set = {}) {
  const TempFolder folder;
  try {
    read_survey(written(folder, text), set);
  } catch (const Error& error) {
    std::string list;
    for (const Problem& problem : error.problems())
      list += std::string(problem.code) + ":" + std::to_string(problem.where.line) + " ";
    return list;
  }
  return "none";
}

TEST(Survey, FillsDefaultsFromTheTable) {
  const TempFolder folder;
  const Survey survey = read_survey(written(folder, kLeast), {});
  EXPECT_EQ(survey.grid_crs, "auto-utm");
  EXPECT_EQ(survey.aoi.crs, "EPSG:4326");
  EXPECT_EQ(survey.context_km, 8);
  EXPECT_FALSE(survey.mask.cloud_buffer_m) << "that of the sensor";
  EXPECT_EQ(survey.mask.vegetation_above, 0.35);
  EXPECT_EQ(survey.targets.top_area_percent, 1);
  EXPECT_EQ(survey.seed, 42U);
  EXPECT_TRUE(survey.keep_layers);
}

TEST(Survey, TellsAllProblemsAtOnceWithTheirLines) {
  EXPECT_EQ(problems_of(R"(version: 1
aoi: {bbox: [0, 0, 1, 1]}
gird: {resolution_m: 20}
grid: {crs: auto-utm, resolution_m: thirty}
scenes: [{path: a.tif, sensr: sentinel2}]
seed: -3
language: fr
)"),
            "E2101:3 E2102:4 E2101:5 E2103:6 E2106:7 ");
}

TEST(Survey, RefusesADoubledKey) { EXPECT_EQ(problems_of(std::string(kLeast) + "version: 1\n"), "E2105:6 "); }

TEST(Survey, RefusesALayerNameThatIsNoFileName) {
  EXPECT_EQ(problems_of(std::string(kLeast) +
                        "layers: [{name: \"../x\", expr: swir1}, {name: A, expr: red}, {name: a, expr: red}]\n"),
            "E2108:6 E2105:6 ");
}

TEST(Survey, SetReplacesOneValueAndIsCheckedAsTheFileIs) {
  const TempFolder folder;
  EXPECT_EQ(read_survey(written(folder, kLeast), {"grid.resolution_m=30", "mask.water=false"}).resolution_m, 30);
  EXPECT_EQ(problems_of(kLeast, {"grid.resolution_m=many"}), "E2102:0 ");
  EXPECT_EQ(problems_of(kLeast, {"grid"}), "E2016:0 ");
}

TEST(Survey, SaysWhereEachValueComesFrom) {
  const TempFolder folder;
  const std::string text = effective_text(written(folder, kLeast), {"seed=7"});
  EXPECT_NE(text.find("grid.resolution_m = 20    (line 3)"), std::string::npos) << text;
  EXPECT_NE(text.find("context_km = 8    (default)"), std::string::npos) << text;
  EXPECT_NE(text.find("seed = 7    (--set)"), std::string::npos) << text;
}

TEST(Survey, NamesTheKeysThatNoStepReads) {
  const TempFolder folder;
  const Survey survey =
      read_survey(written(folder, std::string(kLeast) + "dem: dem.tif\ndem_fine: d.tif\northo: o.tif\n"), {});
  EXPECT_EQ(survey.unused, (std::vector<std::string>{"dem_fine", "ortho"}));
}

TEST(Survey, VegetationIsMaskedUnlessSaidOtherwise) {
  const TempFolder folder;
  EXPECT_TRUE(read_survey(written(folder, kLeast), {}).mask.vegetation_index);
  EXPECT_FALSE(
      read_survey(written(folder, std::string(kLeast) + "mask: {vegetation: false}\n"), {}).mask.vegetation_index);
  EXPECT_EQ(read_survey(written(folder, std::string(kLeast) + "mask: {vegetation: {above: 0.2}}\n"), {})
                .mask.vegetation_above,
            0.2);
}

}  // namespace
}  // namespace greisen
