// SPDX-License-Identifier: Apache-2.0
// What a delivery holds where a survey asks for less than all of it, and how large it becomes where it asks for much.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"
#include "support/zip_writer.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;

constexpr int kSide = 900;
constexpr int kBlobsASide = 23;  // 529 of them
constexpr std::size_t kLayers = 30;

class Delivery : public ::testing::Test {
 protected:
  void run(const std::string& more) {
    if (!std::filesystem::exists(run_folder_)) {
      ASSERT_EQ(run_greisen("demo " + shell_word(folder_.file("demo")) + " -q --progress none").exit_code, 0);
    }
    done_ =
        run_greisen("run " + shell_word(folder_.file("demo/survey.yaml")) + " -q --progress none --overwrite " + more);
  }
  [[nodiscard]] bool has(const std::string& file) const { return std::filesystem::exists(run_folder_ / file); }
  [[nodiscard]] bool holds() const {
    return run_greisen("verify " + shell_word(run_folder_.string()) + " -q").exit_code == 0;
  }
  [[nodiscard]] int count(const std::string& extension) const {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(run_folder_))
      files += entry.path().extension() == extension ? 1 : 0;
    return files;
  }

  testing::TempFolder folder_;
  std::filesystem::path run_folder_ = folder_.file("demo/run");
  ProgramRun done_;
};

TEST_F(Delivery, WithoutModelsHasTheGroundAndNoTargets) {
  run("--set models=[]");
  ASSERT_EQ(done_.exit_code, 0) << done_.err;
  for (const char* const file :
       {"reasons.tif", "project.qgz", "report.html", "sheet.pdf", "layers/sentinel2/m_ndvi.tif"})
    EXPECT_TRUE(has(file)) << file;
  for (const char* const file : {"targets.csv", "targets.gpkg", "evidence", "lookalikes"})
    EXPECT_FALSE(has(file)) << file;
  EXPECT_TRUE(holds());
  const std::string page = read_text_file((run_folder_ / "report.html").string(), 1 << 26);
  EXPECT_NE(page.find("\"targets\":[]"), std::string::npos);
}

TEST_F(Delivery, WithoutQgisHasNoStylesAndTheSameSheet) {
  run("--set outputs.qgis=true");
  ASSERT_EQ(done_.exit_code, 0) << done_.err;
  const std::string sheet = read_text_file((run_folder_ / "sheet.svg").string(), 1 << 26);
  EXPECT_GT(count(".qml"), 10);
  run("--set outputs.qgis=false");
  ASSERT_EQ(done_.exit_code, 0) << done_.err;
  for (const char* const file : {"project.qgz", "inputs.gpkg", "not_judged.gpkg"}) EXPECT_FALSE(has(file)) << file;
  EXPECT_EQ(count(".qml"), 0);
  EXPECT_TRUE(has("targets.gpkg") && has("report.html"));
  EXPECT_TRUE(holds());
  const std::string again = read_text_file((run_folder_ / "sheet.svg").string(), 1 << 26);
  EXPECT_EQ(sheet.size(), again.size()) << "the hash of the survey differs, the map does not";
}

TEST_F(Delivery, CanBeRastersAndTargetsAlone) {
  run("--set outputs.qgis=false --set outputs.sheet=false --set outputs.report=false --set outputs.stac=false");
  ASSERT_EQ(done_.exit_code, 0) << done_.err;
  for (const char* const file : {"project.qgz", "sheet.pdf", "report.html", "stac"}) EXPECT_FALSE(has(file)) << file;
  EXPECT_TRUE(has("targets.gpkg") && has("run.json") && has("checksums.sha256"));
  EXPECT_TRUE(holds());
}

/// Ten bands that vary, and small bright grounds on a lattice.
void write_stack(const std::string& path) {
  RasterFile stack;
  stack.cols = stack.rows = kSide;
  stack.pixel_m = 10;
  stack.names = {"B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"};
  const std::vector<double> ground = {600, 900, 1300, 1500, 1700, 1800, 2000, 2100, 2600, 2200};
  const std::vector<double> bright = {1.1, 1.2, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.7};
  std::mt19937 noise(11);
  for (std::size_t band = 0; band < ground.size(); ++band) {
    auto& values = stack.values.emplace_back();
    for (int row = 0; row < kSide; ++row)
      for (int col = 0; col < kSide; ++col) {
        const bool blob = row % (kSide / kBlobsASide) < 4 && col % (kSide / kBlobsASide) < 5;
        const double own = 1 + 0.06 * (static_cast<double>(noise()) / std::mt19937::max() - 0.5);
        const double slow = 1 + 0.08 * std::sin(row / 37.0) * std::cos(col / 53.0 + static_cast<double>(band));
        values.push_back(std::floor(ground[band] * own * slow * (blob ? bright[band] : 1)));
      }
  }
  write_raster(path, stack);
}

/// A model of as many indices as evidence; those that rank alike are one.
std::string wide_model() {
  const Json listed = Json::parse(run_greisen("list indices --json").out);
  std::set<std::string> groups;
  std::string text =
      "id: wide\ntitle: Thirty layers\ncommodity: none\ndeposit_type: none\nlooks_like: bright ground\n"
      "what_it_ranks: bright ground\ncannot_see: anything else\nmin_pixels: 4\ngamma: 0.9\nleast_evidence: 1\n"
      "least_weight_percent: 1\nfamilies:\n  - {id: one, name: One}\n  - {id: two, name: Two}\nevidence:\n";
  for (const Json& index : listed.at("indices"))
    for (const Json& on : index.at("on")) {
      if (on.at("sensor") != "sentinel2" || !on.at("available").get<bool>() || groups.size() == kLayers + 4) continue;
      if (!groups.insert(on.value("rank_group", "")).second) continue;
      text += "  - {id: e_" + index.at("id").get<std::string>() +
              ", family: " + (groups.size() % 2 == 0 ? "one" : "two") +
              ", weight: 1, layers: [{sensor: sentinel2, index: " + index.at("id").get<std::string>() +
              "}], membership: {type: large, f2_percentile: 90, f1: 5}, why: a test, source: a test}\n";
    }
  return text + "source: a test\n";
}

TEST(DeliveryOfMuch, FiveHundredTargetsOfThirtyLayersMakeAReportOfAtMost25Megabytes) {
  const testing::TempFolder folder;
  write_stack(folder.file("stack.tif"));
  std::filesystem::create_directories(folder.file("models"));
  std::ofstream(folder.file("models/wide.yaml")) << wide_model();
  std::ofstream(folder.file("survey.yaml"))
      << "version: 1\nname: much\naoi: {bbox: [600000, 4491000, 609000, 4500000], crs: \"EPSG:32629\"}\n"
         "grid: {crs: \"EPSG:32629\", resolution_m: 10}\ncontext_km: 0\n"
         "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\n"
         "mask: {vegetation: false, cloud: false, shadow: false, water: false}\nmodels: [wide]\n"
         "targets: {top_area_percent: 1.3, min_families: 1, beat_null: 0, min_pixels: 4}\n"
         "outputs: {qgis: false, sheet: false, stac: false}\n";
  const ProgramRun done = run_greisen("run " + shell_word(folder.file("survey.yaml")) + " -q --progress none");
  ASSERT_EQ(done.exit_code, 0) << done.err << done.out;
  const Json targets = Json::parse(read_text_file(folder.file("run/targets.geojson"), 1 << 28));
  EXPECT_GE(targets.at("features").size(), 500U);
  const Json record = Json::parse(read_text_file(folder.file("run/run.json"), 1 << 26));
  EXPECT_GE(record.at("models").at(0).at("evidence").size(), kLayers);
  const std::string page = read_text_file(folder.file("run/report.html"), 1 << 28);
  EXPECT_NE(page.find("modified Copernicus Sentinel data."), std::string::npos) << "of no date that is known";
  EXPECT_LE(std::filesystem::file_size(folder.file("run/report.html")), 25U << 20U);
}

TEST(DeliveryOfLittle, TellsTheHashOfTheArchiveItsSceneLiesIn) {
  const testing::TempFolder folder;
  RasterFile stack;
  stack.cols = stack.rows = 40;
  stack.pixel_m = 10;
  stack.names = {"B04", "B08"};
  stack.values = {std::vector<double>(1600, 1500), std::vector<double>(1600, 2500)};
  write_raster(folder.file("stack.tif"), stack);
  const std::string bytes = read_text_file(folder.file("stack.tif"), 1 << 20);
  std::ofstream(folder.file("stack.zip")) << zip_of("stack.tif", bytes, static_cast<std::uint32_t>(bytes.size()));
  std::ofstream(folder.file("survey.yaml"))
      << "version: 1\nname: little\naoi: {bbox: [600000, 4499600, 600400, 4500000], crs: \"EPSG:32629\"}\n"
         "grid: {crs: \"EPSG:32629\", resolution_m: 10}\ncontext_km: 0\nmodels: []\nlayers: [m_ndvi]\n"
         "scenes: [{path: \"/vsizip/" +
             folder.file("stack.zip/stack.tif") +
             "\", sensor: sentinel2, scale: 0.0001}]\nmask: {vegetation: false}\n"
             "outputs: {qgis: false, sheet: false, stac: false, report: false}\n";
  const ProgramRun done = run_greisen("run " + shell_word(folder.file("survey.yaml")) + " -q --progress none");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json inputs = Json::parse(read_text_file(folder.file("run/run.json"), 1 << 26)).at("inputs");
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs.at(0).at("path"), "stack.zip");
  EXPECT_EQ(inputs.at(0).at("sha256"), sha256_file(folder.file("stack.zip")));
}

}  // namespace
}  // namespace greisen::test
