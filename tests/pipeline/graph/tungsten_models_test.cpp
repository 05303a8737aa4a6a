// SPDX-License-Identifier: Apache-2.0
// The tungsten models on a survey that has what they need, and on one that does not.
#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/read/decimated.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;
constexpr int kSide = 120;

class TungstenModels : public ::testing::Test {
 protected:
  /// Noise with a patch of iron stain, and a shape for each vector file.
  TungstenModels() {
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 40);
    RasterFile file{.cols = kSide, .rows = kSide, .pixel_m = 20};
    file.names = {"B02", "B03", "B04", "B08", "B8A", "B11", "B12"};
    for (int band = 0; band < 7; ++band) {
      auto& plane = file.values.emplace_back();
      for (int row = 0; row < kSide; ++row)
        for (int col = 0; col < kSide; ++col) {
          const bool stain = std::hypot(row - 60, col - 60) < 6;
          const double base = 1200 + 150 * band - (stain && band == 0 ? 500 : 0) + (stain && band == 2 ? 500 : 0);
          plane.push_back(std::round(base + noise(random)));
        }
    }
    write_raster(folder_.file("stack.tif"), file);
    // the fault runs north-south through the stain; granite lies in the west, carbonate beside it
    write_lines("faults.geojson", {{{601200, 4500000}, {601200, 4497600}}}, "LineString");
    std::ofstream(folder_.file("legend.csv")) << "code,name,role\ng,Granite,granite\nm,Marble,carbonate\n";
    write_units();
  }

  void write_lines(const std::string& name, const std::vector<std::vector<std::pair<int, int>>>& lines,
                   const std::string& type) const {
    Json features = Json::array();
    for (const auto& line : lines) {
      Json points = Json::array();
      for (const auto& [x, y] : line) points.push_back({x, y});
      features.push_back({{"type", "Feature"},
                          {"properties", Json::object()},
                          {"geometry", {{"type", type}, {"coordinates", points}}}});
    }
    write(name, features);
  }

  void write_units() const {
    const auto box = [](int left, int right) {
      return Json::array({{{left, 4500000}, {left, 4497600}, {right, 4497600}, {right, 4500000}, {left, 4500000}}});
    };
    Json features = Json::array();
    for (const auto& [code, left, right] : {std::tuple("g", 600000, 600800), std::tuple("m", 600800, 601000)})
      features.push_back({{"type", "Feature"},
                          {"properties", {{"unit", code}}},
                          {"geometry", {{"type", "Polygon"}, {"coordinates", box(left, right)}}}});
    write("geology.geojson", features);
  }

  void write(const std::string& name, const Json& features) const {
    std::ofstream(folder_.file(name)) << Json{
        {"type", "FeatureCollection"},
        {"crs", {{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:EPSG::32629"}}}}},
        {"features", features}};
  }

  ProgramRun run(const std::string& more) const {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: tungsten\naoi: {bbox: [600000, 4497600, 602400, 4500000], crs: \"EPSG:32629\"}\n"
           "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
           "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\nmask: {vegetation: false}\n"
           "models: [w-greisen-vein, w-skarn]\n"
        << more;
    return run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " -q --progress none");
  }

  [[nodiscard]] float value(const std::string& raster, int row, int col) const {
    return geo::decimated_dn(folder_.file("run/" + raster), 1, kSide)[static_cast<std::size_t>(row * kSide + col)];
  }

  testing::TempFolder folder_;
};

TEST_F(TungstenModels, RunWithFaultsAndAGeologicalMap) {
  const ProgramRun done =
      run("faults: faults.geojson\ngeology: {path: geology.geojson, field: unit, legend: legend.csv}\n");
  EXPECT_TRUE(done.exit_code == 0 || done.exit_code == 6) << done.err;
  EXPECT_GT(value("prospectivity_w-greisen-vein.tif", 60, 60), 0.5F);
  EXPECT_LT(value("prospectivity_w-greisen-vein.tif", 20, 110), 0.35F);
  EXPECT_GE(value("uncertainty_w-greisen-vein.tif", 60, 60), 0.0F);
  const std::string targets = read_text_file(folder_.file("run/targets.csv"), 1 << 20);
  EXPECT_EQ(done.exit_code == 0, targets.find(",oxidised_vein,") != std::string::npos) << targets;
  // distances by hand: pixel (0, 0) has its centre 10 m east of the area's edge
  EXPECT_NEAR(value("layers/geology/fault_distance.tif", 60, 0), 1190, 1e-3);
  EXPECT_NEAR(value("layers/geology/fault_distance.tif", 60, 60), 10, 1e-3);
  EXPECT_NEAR(value("layers/geology/granite_proximity.tif", 60, 60), 410, 1e-3);
  EXPECT_NEAR(value("layers/geology/carbonate_distance.tif", 60, 60), 210, 1e-3);
}

TEST_F(TungstenModels, DeclineWithTheirReasonWithoutThem) {
  const ProgramRun done = run("");
  EXPECT_EQ(done.exit_code, 5) << done.err;
  const Json record = Json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24));
  std::string reasons;
  for (const Json& model : record.at("models")) reasons += model.value("declined", "") + "\n";
  EXPECT_NE(reasons.find("no structure to go by"), std::string::npos) << reasons;
  EXPECT_NE(reasons.find("short-wave bands of ASTER"), std::string::npos) << reasons;
}

TEST_F(TungstenModels, AFileThatIsNotThereIsAnError) {
  const ProgramRun done = run("faults: nowhere.gpkg\n");
  EXPECT_EQ(done.exit_code, 3) << done.err;
  EXPECT_NE(done.err.find("E3001"), std::string::npos) << done.err;
}

TEST_F(TungstenModels, ALegendWithoutTheRoleLeavesItsEvidenceOut) {
  std::ofstream(folder_.file("legend.csv")) << "code,name,role\ng,Granite,host\n";
  const ProgramRun done =
      run("faults: faults.geojson\ngeology: {path: geology.geojson, field: unit, legend: legend.csv}\n");
  EXPECT_EQ(done.exit_code, 5) << "w-skarn declines";
  const Json record = Json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24));
  EXPECT_NE(record.at("models").dump().find("units of the role granite"), std::string::npos);
}

}  // namespace
}  // namespace greisen::test
