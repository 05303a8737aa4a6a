// SPDX-License-Identifier: Apache-2.0
// When a result is stale and when it is not: what is read decides, not how it is reached; what failed is never done.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "support/small_survey.hpp"

namespace greisen::test {
namespace {

using StaleResults = SmallSurvey;

TEST_F(StaleResults, TheSpellingOfAPathDecidesNothing) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  EXPECT_TRUE(idle(again())) << again().out << again().err;
  const fs::path before = fs::current_path();
  fs::current_path(at("s"));
  EXPECT_TRUE(idle(run("survey.yaml"))) << "from its own folder";
  EXPECT_TRUE(idle(run("./../s/./survey.yaml", "-o ./run")));
  fs::current_path(before);
  fs::create_directory_symlink(at("s"), at("link"));
  EXPECT_TRUE(idle(run(at("link/survey.yaml")))) << "through a link";
  fs::rename(at("s"), at("moved"));
  EXPECT_TRUE(idle(run(at("moved/survey.yaml")))) << "moved";
  fs::copy(at("moved"), at("copied"), fs::copy_options::recursive);
  EXPECT_TRUE(idle(run(at("copied/survey.yaml")))) << "copied: other inodes and times, the same content";
  EXPECT_EQ(run_greisen("verify " + shell_word(at("copied/run")) + " -q").exit_code, 0);
  const ProgramRun elsewhere = run(at("copied/survey.yaml"), "-o " + shell_word(at("moved/run")));
  EXPECT_TRUE(idle(elsewhere)) << "into the run of the survey it is a copy of: " << elsewhere.err;
}

TEST_F(StaleResults, TheContentOfWhatAVirtualRasterReadsDecides) {
  write_heights(at("s/tile.tif"), 600);
  std::ofstream(at("s/inner.vrt"))
      << R"(<VRTDataset rasterXSize="60" rasterYSize="60"><SRS>EPSG:32629</SRS><GeoTransform>599800,20,0,4500200,0,-20</GeoTransform>)"
      << R"(<VRTRasterBand dataType="Int16" band="1"><SimpleSource><SourceFilename relativeToVRT="1">tile.tif</SourceFilename>)"
      << R"(<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>)";
  std::string outer = read_text_file(at("s/inner.vrt"), 1 << 16);
  outer.replace(outer.find("tile.tif"), 8, "inner.vrt");
  std::ofstream(at("s/outer.vrt")) << outer;
  write_survey("dem: outer.vrt\n");
  ASSERT_EQ(again().exit_code, 0) << again().err;
  EXPECT_EQ(first_pixel("layers/terrain/elevation.tif"), 600);
  const auto ratio = fs::last_write_time(at("s/run/layers/sentinel2/ratio.tif"));
  const auto old = fs::last_write_time(at("s/tile.tif"));
  write_heights(at("s/tile.tif"), 1600);
  fs::last_write_time(at("s/tile.tif"), old);  // of the same size, and as old as it was
  const ProgramRun planned = run_greisen("plan " + shell_word(at("s/survey.yaml")) + " --json");
  const Json plan = Json::parse(planned.out);
  EXPECT_EQ(plan.at("changed_inputs"), Json::array({"tile.tif"})) << planned.out;
  EXPECT_EQ(plan.at("again").size(), 3U) << "elevation, slope, hillshade";
  ASSERT_EQ(again().exit_code, 0);
  EXPECT_EQ(first_pixel("layers/terrain/elevation.tif"), 1600);
  EXPECT_EQ(fs::last_write_time(at("s/run/layers/sentinel2/ratio.tif")), ratio) << "the scene is as it was";
  std::vector<std::string> named;
  const Json done = record();
  for (const Json& file : done.at("inputs")) named.push_back(file.at("path"));
  EXPECT_EQ(named, (std::vector<std::string>{"inner.vrt", "outer.vrt", "stack.tif", "tile.tif"}));
  const ProgramRun idle_plan = run_greisen("plan " + shell_word(at("s/survey.yaml")));
  EXPECT_NE(idle_plan.out.find("nothing to do"), std::string::npos) << idle_plan.out;
}

TEST_F(StaleResults, ASiblingThatAppearsIsRead) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  // statistics beside the scene: GDAL reads the file, the pixels stay
  std::ofstream(at("s/stack.tif.aux.xml")) << "<PAMDataset></PAMDataset>";
  EXPECT_FALSE(idle(again()));
  EXPECT_TRUE(idle(again()));
  EXPECT_EQ(record().at("inputs").size(), 2U);
  fs::remove(at("s/stack.tif.aux.xml"));
  EXPECT_FALSE(idle(again())) << "and one that goes";
}

TEST_F(StaleResults, AnOutputThatIsNotAsItWasWrittenIsMadeAgain) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const std::string file = at("s/run/layers/sentinel2/ratio.tif");
  const std::string sha256 = sha256_file(file);
  const auto written = fs::last_write_time(file);
  fs::last_write_time(file, written + std::chrono::hours(1));
  EXPECT_TRUE(idle(again())) << "touched alone";
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(-3, std::ios::end);
    bytes.put('x');
  }
  fs::last_write_time(file, written);
  EXPECT_EQ(verify().exit_code, 4);
  const ProgramRun mended = again();
  EXPECT_EQ(mended.exit_code, 0) << mended.err;
  EXPECT_FALSE(idle(mended));
  EXPECT_EQ(sha256_file(file), sha256);
  EXPECT_EQ(verify().exit_code, 0) << verify().err;
  for (const char* const lost : {"checksums.sha256", "run.json"}) {
    std::string text = read_text_file(at(std::string("s/run/") + lost), 1 << 24);
    text[text.size() / 2] = text[text.size() / 2] == '0' ? '1' : '0';
    std::ofstream(at(std::string("s/run/") + lost)) << text;
    EXPECT_NE(verify().exit_code, 0) << lost;
    EXPECT_FALSE(idle(again())) << lost;
    EXPECT_EQ(verify().exit_code, 0) << lost << ": " << verify().err;
    fs::remove(at(std::string("s/run/") + lost));
    EXPECT_NE(verify().exit_code, 0) << lost;
    EXPECT_FALSE(idle(again())) << lost;
    EXPECT_EQ(verify().exit_code, 0) << lost;
  }
}

constexpr const char* kModel =
    "id: own\ntitle: Own\ncommodity: none\ndeposit_type: none\nlooks_like: ground\nwhat_it_ranks: ground\n"
    "cannot_see: anything\nmin_pixels: 4\ngamma: 0.9\nleast_evidence: 1\nleast_weight_percent: 1\n"
    "families:\n  - {id: one, name: One}\n  - {id: two, name: Two}\nevidence:\n"
    "  - {id: a, family: one, weight: 1, layers: [{sensor: sentinel2, index: al_clay}], "
    "membership: {type: large, f2_percentile: 90, f1: 5}, why: a test, source: a test}\n"
    "  - {id: c, family: one, weight: 1, layers: [{sensor: sentinel2, index: al_nd}], "
    "membership: {type: large, f2_percentile: 50, f1: 5}, why: a test, source: a test}\n"
    "  - {id: b, family: two, weight: 1, layers: [{sensor: sentinel2, index: fe_iox_rb}], "
    "membership: {type: large, f2_percentile: 90, f1: 5}, why: a test, source: a test}\nsource: a test\n";

class WithModel : public SmallSurvey {
 protected:
  void SetUp() override {
    SmallSurvey::SetUp();
    RasterFile file{.cols = kSide, .rows = kSide, .pixel_m = 20};
    file.names = {"B02", "B04", "B11", "B12"};
    for (int band = 0; band < 4; ++band) {
      auto& values = file.values.emplace_back();
      for (int i = 0; i < kSide * kSide; ++i) values.push_back(1500 + 300 * band + (i * (37 + band)) % 701);
    }
    write_raster(at("s/stack.tif"), file);
    fs::create_directory(at("s/models"));
    std::ofstream(at("s/models/own.yaml")) << kModel;
  }
};

TEST_F(WithModel, AModelOfOnesOwnIsAnInputAndPartOfTheKeys) {
  write_survey("models: [own]\nlayers: []\n");
  const ProgramRun first = again();
  ASSERT_TRUE(first.exit_code == 0 || first.exit_code == 6) << first.err;
  EXPECT_EQ(record().at("inputs").at(0).at("path"), "models/own.yaml");
  EXPECT_EQ(record().at("inputs").at(0).at("sha256"), sha256_text(kModel));
  EXPECT_TRUE(idle(again()));
  const std::string uncertainty = sha256_file(at("s/run/uncertainty_own.tif"));
  std::string text = kModel;
  text.replace(text.find("weight: 1,"), 10, "weight: 3,");
  std::ofstream(at("s/models/own.yaml")) << text;
  EXPECT_FALSE(idle(again()));
  EXPECT_NE(sha256_file(at("s/run/uncertainty_own.tif")), uncertainty) << "its operator has another weight";
  ASSERT_EQ(run(at("s/survey.yaml"), "-o " + shell_word(at("fresh"))).exit_code, first.exit_code);
  EXPECT_EQ(sha256_file(at("s/run/uncertainty_own.tif")), sha256_file(at("fresh/uncertainty_own.tif")));
  EXPECT_EQ(sha256_file(at("s/run/prospectivity_own.tif")), sha256_file(at("fresh/prospectivity_own.tif")));
  const std::string targets = sha256_file(at("s/run/targets.geojson"));
  text.replace(text.find("min_pixels: 4"), 13, "min_pixels: 1");
  std::ofstream(at("s/models/own.yaml")) << text;
  EXPECT_FALSE(idle(again())) << "what a target must be is the model's";
}

TEST_F(WithModel, AFailedRunIsNeverTakenForDone) {
  write_survey("models: [own]\nlayers: []\noutputs: {qgis: false, sheet: false, stac: true, report: false}\n");
  const ProgramRun whole = run(at("s/survey.yaml"), "-o " + shell_word(at("whole")));
  ASSERT_TRUE(whole.exit_code == 0 || whole.exit_code == 6) << whole.err;
  fs::create_directory(at("s/run"));
  std::ofstream(at("s/run/stac")) << "in the way of a folder";
  for (int i = 0; i < 2; ++i) {
    const ProgramRun failed = again();
    EXPECT_EQ(failed.exit_code, 7) << failed.err;
    EXPECT_EQ(record().at("status"), "failed");
    EXPECT_NE(verify().exit_code, 0) << "it is no delivery";
  }
  fs::remove(at("s/run/stac"));
  const ProgramRun done = again();
  EXPECT_EQ(done.exit_code, whole.exit_code) << "though the targets stood from before";
  EXPECT_EQ(done.out.substr(0, done.out.find('\n')), whole.out.substr(0, whole.out.find('\n')));
  for (const char* const part : {"models", "masked_pixels", "outputs", "inputs", "steps", "layers"})
    EXPECT_EQ(record().at(part), record("whole").at(part)) << part;
  EXPECT_EQ(verify().exit_code, 0) << verify().err;
  const ProgramRun idle_run = again();
  EXPECT_TRUE(idle(idle_run));
  EXPECT_EQ(idle_run.exit_code, whole.exit_code);
}

TEST_F(WithModel, WhatIsNamedTwiceCountsOnce) {
  write_survey("models: [own]\nlayers: []\n");
  ASSERT_TRUE(again().exit_code % 6 == 0);
  write_survey("models: [own, own]\nlayers: []\n", "s/survey.yaml",
               "[{path: stack.tif, sensor: sentinel2, scale: 0.0001}, "
               "{path: \"./st*.tif\", sensor: sentinel2, scale: 0.0001}]");
  const ProgramRun twice = run(at("s/survey.yaml"), "-o " + shell_word(at("twice")));
  EXPECT_TRUE(says(twice, "W2102") && says(twice, "W3102")) << twice.err;
  EXPECT_EQ(record("twice").at("scenes").size(), 1U);
  EXPECT_EQ(sha256_file(at("twice/targets.geojson")), sha256_file(at("s/run/targets.geojson")));
  EXPECT_EQ(sha256_file(at("twice/observations_sentinel2.tif")), sha256_file(at("s/run/observations_sentinel2.tif")));
}

}  // namespace
}  // namespace greisen::test
