// SPDX-License-Identifier: Apache-2.0
// Surveys as people get them wrong: everything is told at once, each at its place, with a way to mend it that works.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class WrongSurveys : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_.file("scenes"));
    RasterFile file{.cols = 40, .rows = 40, .pixel_m = 20};
    file.names = {"B03", "B04", "B11"};
    file.values = {std::vector<double>(1600, 1000), std::vector<double>(1600, 2000), std::vector<double>(1600, 3000)};
    write_raster(folder_.file("scenes/stack.tif"), file);
    // the stack lies at 600000 to 600800 E, 4499200 to 4500000 N of UTM 29
    const std::string square = R"([[[-7.817,40.642],[-7.808,40.642],[-7.808,40.648],[-7.817,40.648],[-7.817,40.642]]])";
    write("geology.geojson", feature(R"({"unit": "G1"})", "Polygon", square));
    write("faults.geojson", feature("{}", "LineString", "[[-7.817,40.642],[-7.808,40.648]]"));
    write("legend.csv", "code,name,role\nG1,Granito,granite\n");
  }

  static std::string feature(const std::string& properties, const std::string& type, const std::string& places) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)" + properties +
           R"(,"geometry":{"type":")" + type + R"(","coordinates":)" + places + "}}]}";
  }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.file(name)) << text; }

  /// Each problem as "CODE:line", and the fixes, in the order they are told.
  struct Told {
    int exit_code = 0;
    std::string problems;
    std::vector<std::string> fixes;
  };
  Told check(const std::string& survey, const std::string& environment = "") const {
    write("survey.yaml", survey);
    const ProgramRun run = run_greisen("check " + shell_word(folder_.file("survey.yaml")) + " --json -q", environment);
    Told told{run.exit_code, "", {}};
    const Json json = Json::parse(run.out, nullptr, false);
    if (!json.contains("errors")) return told;
    for (const Json& one : json.at("errors")) {
      const bool placed = one.contains("where") && one.at("where").value("line", Json()).is_number();
      const int line = placed ? one.at("where").at("line").get<int>() : 0;
      told.problems += one.at("code").get<std::string>() + ":" + std::to_string(line) + " ";
      told.fixes.push_back(one.value("hint", ""));
    }
    return told;
  }

  testing::TempFolder folder_;
  const std::string right_ = R"(version: 1
aoi: {bbox: [600000, 4499200, 600800, 4500000], crs: "EPSG:32629"}
grid: {crs: "EPSG:32629", resolution_m: 20}
context_km: 0
scenes:
  - {path: "scenes/st*.tif", sensor: sentinel2, scale: 0.0001}
mask:
  vegetation: false
models: [w-skarn]
layers: [m_mndwi]
faults: faults.geojson
geology: {path: geology.geojson, field: unit, legend: legend.csv}
)";
};

TEST_F(WrongSurveys, TheRightOneHolds) {
  const Told told = check(right_);
  EXPECT_EQ(told.problems, "");
  EXPECT_TRUE(told.exit_code == 0 || told.exit_code == 5) << told.exit_code;  // the model may decline on three bands
}

TEST_F(WrongSurveys, AllIsToldAtOnceThoughKeysAreWrongToo) {
  std::string survey = replaced(right_, "resolution_m: 20", "resolution_m: 10,5");
  survey = replaced(survey, "scenes/st*.tif", "scene/st*.tif");
  survey = replaced(survey, "w-skarn", "w-scarn");
  survey = replaced(survey, "m_mndwi", "m_mdnwi");
  survey = replaced(survey, "faults.geojson", "fault.geojson");
  survey = replaced(survey, "field: unit", "field: unidad");
  const Told told = check(survey + "dem: dem.tif\nregion: Salamanca\n");
  EXPECT_EQ(told.problems, "E2102:3 E3101:6 E2201:9 E2201:10 E3001:11 E3206:12 E3001:13 E2101:14 ");
  ASSERT_EQ(told.fixes.size(), 8U);
  EXPECT_NE(told.fixes[0].find("write 10.5"), std::string::npos) << told.fixes[0];
  EXPECT_EQ(told.fixes[1], "did you mean 'scenes/st*.tif'?");
  EXPECT_EQ(told.fixes[2], "did you mean 'w-skarn'?");
  EXPECT_EQ(told.fixes[3], "did you mean 'm_mndwi'?");
  EXPECT_EQ(told.fixes[4], "did you mean 'faults.geojson'?");
  EXPECT_NE(told.fixes[6].find("holds faults.geojson"), std::string::npos) << told.fixes[6];
}

TEST_F(WrongSurveys, AProblemOfOneInputDoesNotHideTheOthers) {
  write("area.geojson", "{}");
  const std::string survey =
      replaced(right_, "aoi: {bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}", "aoi: area.geojson");
  EXPECT_EQ(check(replaced(replaced(survey, "st*.tif", "tt*.tif"), "[m_mndwi]", "[nothing]")).problems,
            "E3201:2 E3101:6 E2201:10 ");
}

TEST_F(WrongSurveys, AListHasSoManyEntries) {
  std::string entries;
  for (int i = 0; i < 4097; ++i) entries += "  - {path: \"scenes/st*.tif\", sensor: sentinel2, scale: 0.0001}\n";
  const std::string one = "  - {path: \"scenes/st*.tif\", sensor: sentinel2, scale: 0.0001}\n";
  const Told told = check(replaced(right_, one, entries));
  EXPECT_EQ(told.problems, "E2107:6 ");
  EXPECT_EQ(told.fixes, std::vector<std::string>{"write at most 4096"});
}

TEST_F(WrongSurveys, PathsOfOtherSystemsAreMended) {
  Told told = check(replaced(right_, "\"scenes/st*.tif\"", "scenes\\st*.tif"));
  EXPECT_EQ(told.problems, "E3101:6 ");
  EXPECT_NE(told.fixes.at(0).find("write 'scenes/st*.tif'"), std::string::npos) << told.fixes.at(0);
  told = check(replaced(right_, "faults: faults.geojson", "faults: C:\\Users\\ana\\faults.geojson"));
  EXPECT_EQ(told.problems, "E3001:11 ");
  EXPECT_NE(told.fixes.at(0).find("no drive C:; did you mean 'faults.geojson'?"), std::string::npos);
  told = check(replaced(right_, "faults: faults.geojson", "faults: ~/faults.geojson"),
               "HOME=" + shell_word(folder_.path().string()));
  EXPECT_EQ(told.problems, "E3001:11 ");
  EXPECT_NE(told.fixes.at(0).find("write '" + folder_.file("faults.geojson") + "'"), std::string::npos);
  told = check(replaced(right_, "scenes/st*.tif", "scenes\\st*.tif"));
  EXPECT_EQ(told.problems, "E2110:6 ");
  EXPECT_NE(told.fixes.at(0).find("write / between folders"), std::string::npos) << told.fixes.at(0);
}

TEST_F(WrongSurveys, AFileIsFoundUnderOtherCapitalsAnotherEndingAndInAFolderBelow) {
  std::filesystem::create_directories(folder_.file("data/maps"));
  std::filesystem::rename(folder_.file("geology.geojson"), folder_.file("data/maps/geology.geojson"));
  std::string survey = replaced(right_, "path: geology.geojson", "path: geology.geojson");
  EXPECT_EQ(check(survey).fixes, std::vector<std::string>{"did you mean 'data/maps/geology.geojson'?"});
  survey = replaced(right_, "path: geology.geojson", "path: data/Maps/geology.shp");
  EXPECT_EQ(check(survey).fixes, std::vector<std::string>{"did you mean 'data/maps/geology.geojson'?"});
  EXPECT_EQ(check(replaced(survey, "data/Maps/geology.shp", "data/maps/geology.geojson")).problems, "");
}

TEST_F(WrongSurveys, DecimalCommasAreSeenInListsAndMaps) {
  const Told told = check(replaced(
      replaced(right_, "[600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"", "[-7,817, 40,642, -7,808, 40,648]"),
      "scale: 0.0001", "scale: 0,0001"));
  EXPECT_EQ(told.problems, "E2107:2 E2102:6 ");
  EXPECT_EQ(told.fixes.at(0), "decimal numbers have a point, not a comma: [-7.817, 40.642, -7.808, 40.648]");
  EXPECT_EQ(told.fixes.at(1), "decimal numbers have a point: write 0.0001");
}

TEST_F(WrongSurveys, UnitsAndYesAreMended) {
  const Told told = check(replaced(replaced(right_, "context_km: 0", "context_km: 8 km"), "  vegetation: false",
                                   "  vegetation: no\n  cloud: Yes"));
  EXPECT_EQ(told.problems, "E2102:4 E2102:8 E2102:9 ");
  EXPECT_EQ(told.fixes, (std::vector<std::string>{"write the number alone: 8", "write false", "write true"}));
}

TEST_F(WrongSurveys, TextsInPlaceOfListsAndKeysInTheWrongMapAreMended) {
  std::string survey = replaced(right_, "scenes:\n  - {path: \"scenes/st*.tif\", sensor: sentinel2, scale: 0.0001}",
                                "scenes: scenes/st*.tif\nresolution_m: 20");
  survey = replaced(survey, "models: [w-skarn]", "models: w-skarn");
  survey = replaced(survey, "  vegetation: false", "  vegetation: false\n  seed: 3\n  cluod: true");
  const Told told = check(survey);
  EXPECT_EQ(told.problems, "E2102:5 E2101:6 E2101:9 E2101:10 E2102:11 ");
  EXPECT_EQ(told.fixes,
            (std::vector<std::string>{"write [{path: scenes/st*.tif}]", "it belongs into 'grid'",
                                      "it belongs to the file itself: indent it less, or close the bracket before it",
                                      "did you mean 'cloud'?", "write [w-skarn]"}));
}

TEST_F(WrongSurveys, ASceneElsewhereIsToldWithBothBoxesAndTheirDistance) {
  const std::string there =
      replaced(right_, "[600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"", "[-70.9, -33.0, -70.8, -32.9]");
  write("survey.yaml", there);
  const ProgramRun run = run_greisen("check " + shell_word(folder_.file("survey.yaml")));
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_NE(run.err.find("E4111"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("survey.yaml:6"), std::string::npos) << run.err;
  // 600000 to 600800 E of UTM 29 is 7.817 to 7.807 W; the way to Chile is 10 000 km and some
  EXPECT_NE(run.err.find("it lies at longitude -70.9000 to -70.8000, latitude -33.0000 to -32.9000"), std::string::npos)
      << run.err;
  EXPECT_NE(run.err.find("stack, at longitude -7.81"), std::string::npos) << run.err;
  // from the corner at -70.8, -32.9 to -7.8174, 40.6375 it is 10 418 km on a sphere, some 0.2 % less on the ellipsoid
  const std::size_t end = run.err.find(" km away", run.err.find("E4111"));
  ASSERT_NE(end, std::string::npos) << run.err;
  EXPECT_NEAR(std::stod(run.err.substr(run.err.rfind(' ', end - 1))), 10418, 42) << run.err;
}

TEST_F(WrongSurveys, LatitudeFirstIsSeen) {
  const Told told = check(
      replaced(right_, "[600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"", "[40.642, -7.816, 40.647, -7.809]"));
  EXPECT_EQ(told.problems, "E4111:6 ");
  EXPECT_NE(told.fixes.at(0).find("longitude and latitude of the area are exchanged"), std::string::npos);
}

TEST_F(WrongSurveys, OneOfTwoScenesIsSpareUnlessSomethingElseIsWrong) {
  const std::string two = replaced(right_, "mask:", "  - {path: \"none/*.tif\"}\nmask:");
  EXPECT_EQ(check(two).problems, "");
  EXPECT_EQ(check(two).exit_code, 5);
  EXPECT_EQ(check(replaced(two, "w-skarn", "w-scarn")).problems, "E3101:7 E2201:10 ");
}

/// Digital numbers bear no threshold, which only the bands that are read tell.
TEST_F(WrongSurveys, ThresholdsOnDigitalNumbersAreToldWithTheRest) {
  const std::string unscaled = replaced(right_, ", scale: 0.0001", "");
  EXPECT_EQ(check(unscaled).problems, "E3103:6 E3103:10 ") << "no threshold holds, nor the index";
  EXPECT_EQ(check(replaced(unscaled, "faults.geojson", "fault.geojson")).problems, "E3103:6 E3103:10 E3001:11 ");
}

TEST_F(WrongSurveys, AnAreaWithoutCrsIsMendedAsTheFixSays) {
  write("area.csv",
        "WKT,name\n\"POLYGON((600000 4499200,600800 4499200,600800 4500000,600000 4500000,600000 4499200))\",a\n");
  const std::string survey =
      replaced(right_, "{bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}", "area.csv");
  const Told told = check(survey);
  EXPECT_EQ(told.problems, "E3203:2 ");
  const std::string fix = "{path: \"area.csv\", crs: EPSG:<code>}";
  EXPECT_NE(told.fixes.at(0).find("write aoi: " + fix), std::string::npos) << told.fixes.at(0);
  EXPECT_EQ(check(replaced(survey, "area.csv", replaced(fix, "<code>", "32629"))).problems, "");
}

}  // namespace
}  // namespace greisen::test
