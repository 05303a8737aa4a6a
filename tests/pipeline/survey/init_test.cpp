// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"
#include "support/safe_writer.hpp"

namespace greisen {
namespace {

class Init : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_.file("downloads"));
    std::ofstream(folder_.file("area.geojson"))
        << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32629"}},)"
           R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
           R"([[[600060,4599400],[600660,4599400],[600660,4599960],[600060,4599960],[600060,4599400]]]}}]})";
  }
  test::ProgramRun init(const std::string& more = "") const {
    return test::run_greisen("init " + test::shell_word(folder_.file("cerro")) + " --aoi " +
                             test::shell_word(folder_.file("area.geojson")) + " --scenes " +
                             test::shell_word(folder_.file("downloads")) + " " + more);
  }
  [[nodiscard]] std::string survey() const {
    std::ostringstream text;
    text << std::ifstream(folder_.file("cerro/survey.yaml")).rdbuf();
    return text.str();
  }
  testing::TempFolder folder_;
};

TEST_F(Init, WritesASurveyThatTheProgramTakes) {
  test::write_safe(folder_.file("downloads"));
  test::SafeProduct winter;
  winter.stamp = "20230123T112121";
  winter.baseline = "02.14";
  winter.offset_dn = std::nullopt;
  test::write_safe(folder_.file("downloads"), winter);
  test::write_raster(folder_.file("downloads/mystery.tif"), {.values = {{1, 2, 3, 4}}});
  const test::ProgramRun done = init("--model li-pegmatite");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.out.find("found 3, usable 2"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("left out mystery: its sensor is not known"), std::string::npos) << done.out;
  const std::string text = survey();
  EXPECT_NE(text.find("offset -1000 DN for all bands"), std::string::npos) << text;
  EXPECT_NE(text.find("offset 0 DN"), std::string::npos) << text;
  EXPECT_NE(text.find("resolution_m: 10"), std::string::npos) << text;
  EXPECT_TRUE(std::filesystem::exists(folder_.file("cerro/.greisen/survey.schema.json")));
  const test::ProgramRun plan = test::run_greisen("plan " + test::shell_word(folder_.file("cerro/survey.yaml")));
  EXPECT_EQ(plan.exit_code, 0) << plan.err;
  EXPECT_NE(plan.out.find("li-pegmatite"), std::string::npos);
}

TEST_F(Init, TellsThePixelThatCanPassUnchanged) {
  for (const char* const band : {"B4", "B5", "B6", "B7"})
    test::write_raster(
        folder_.file("downloads/LC08_L2SP_204031_20230714_20230720_02_T1_SR_" + std::string(band) + ".TIF"),
        {.cols = 30,
         .rows = 30,
         .pixel_m = 29.9987,
         .values = {std::vector<double>(900, 9000)},
         .left = 600'000,
         .top = 4'600'000});
  const test::ProgramRun done = init("--model li-pegmatite");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(survey().find("resolution_m: 29.9987}"), std::string::npos) << survey();
  const test::ProgramRun plan = test::run_greisen("plan " + test::shell_word(folder_.file("cerro/survey.yaml")));
  EXPECT_NE(plan.out.find("pass unchanged"), std::string::npos) << plan.out << plan.err;
}

TEST_F(Init, DoesNotOverwriteASurvey) {
  test::write_safe(folder_.file("downloads"));
  ASSERT_EQ(init().exit_code, 0);
  EXPECT_EQ(init().exit_code, 2);
  EXPECT_EQ(init("--overwrite").exit_code, 0);
}

TEST_F(Init, SaysWhyNothingCanBeUsed) {
  test::write_raster(folder_.file("downloads/mystery.tif"), {.values = {{1, 2, 3, 4}}});
  const test::ProgramRun done = init();
  EXPECT_EQ(done.exit_code, 4);
  EXPECT_NE(done.err.find("its sensor is not known"), std::string::npos) << done.err;
  EXPECT_FALSE(std::filesystem::exists(folder_.file("cerro")));
}

}  // namespace
}  // namespace greisen
