// SPDX-License-Identifier: Apache-2.0
// Two dykes alike, one of them near a masked cloud: what the run says of each, of its buffer, and of filters that its
// pixels are too coarse for.
#include <cmath>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/safe_writer.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;

class CloudAndDykes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<testing::TempFolder>();
    SafeProduct product;
    product.cells = 60;  // 3.6 km
    product.scl = [](double east, double) { return east < 400 ? 9 : 5; };
    product.reflectance = [](int band_id, double east, double south) {
      const bool dyke = south > 1000 && south < 1500 && (std::abs(east - 630) < 10 || std::abs(east - 2430) < 10);
      const auto noise = std::fmod(std::floor(east / 10) * 7919 + std::floor(south / 10) * 104729, 101.0) / 101;
      const double red = band_id == 3 ? 0.01 : 0;  // B04: the country is redder than its dykes
      return dyke ? 0.40 + 0.01 * noise : 0.10 + red + 0.01 * noise;
    };
    SafeWriter(product).write(folder_->path());
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static std::string survey(int resolution_m, const std::string& more) {
    const std::string path = folder_->file("survey.yaml");
    std::ofstream(path)
        << "version: 1\nname: rim\naoi: {bbox: [600000, 4596420, 603600, 4600020], crs: \"EPSG:32629\"}\n"
        << "grid: {crs: \"EPSG:32629\", resolution_m: " << resolution_m
        << "}\ncontext_km: 0\nscenes: [{path: \"*.SAFE\"}]\nmodels: [li-pegmatite]\n"
        << "targets: {beat_null: 0, top_area_percent: 0.15}\n"
        << "outputs: {report: false, qgis: false, sheet: false, stac: false}\n"
        << more;
    return shell_word(path);
  }
  static Json record() { return Json::parse(read_text_file(folder_->file("run/run.json"), 1 << 24)); }
  static ProgramRun run(int resolution_m, const std::string& more = "") {
    return run_greisen("run " + survey(resolution_m, more) + " -q --progress none --overwrite");
  }

  static inline std::unique_ptr<testing::TempFolder> folder_;
};

TEST_F(CloudAndDykes, TheOneNearTheCloudIsSetAsideAndTold) {
  const ProgramRun done = run(10);
  ASSERT_EQ(done.exit_code, 0) << done.err << done.out;
  EXPECT_NE(done.out.find("cloud_rim 1"), std::string::npos) << done.out;
  const Json kept = Json::parse(read_text_file(folder_->file("run/targets.geojson"), 1 << 24));
  ASSERT_EQ(kept.at("features").size(), 1U) << done.out;
  EXPECT_NEAR(kept.at("features")[0].at("properties").at("x").get<double>(), 602430, 20);
  EXPECT_EQ(kept.at("features")[0].at("properties").at("flags").get<std::string>().find("cloud_rim"),
            std::string::npos);
}

TEST_F(CloudAndDykes, TheBufferIsTheSensorsOwnUnlessTheSurveyGivesOneAndItIsTold) {
  ASSERT_NE(run(10).exit_code, 2);
  const auto told = [](const Json& record) {
    for (const Json& decision : record.at("scenes")[0].at("decisions"))
      if (decision.at("what") == "cloud buffer")
        return decision.at("value").get<std::string>() + ", " + decision.at("why").get<std::string>();
    return std::string();
  };
  // 40 columns of 10 m are cloud, 12 more within 120 m of it
  EXPECT_EQ(told(record()), "120 m, that of Sentinel-2 MSI in the catalogue");
  EXPECT_EQ(record().at("masked_pixels").at("cloud"), 360 * 52);
  ASSERT_NE(run(10, "mask: {cloud_buffer_m: 30}\n").exit_code, 2);
  EXPECT_EQ(told(record()), "30 m, the survey's mask.cloud_buffer_m");
  EXPECT_EQ(record().at("masked_pixels").at("cloud"), 360 * 43);
  const ProgramRun plan = run_greisen("plan " + survey(10, ""));
  EXPECT_NE(plan.out.find("clouds grow by 120 m: that of Sentinel-2 MSI"), std::string::npos) << plan.out;
}

TEST_F(CloudAndDykes, FiltersFinerThanThePixelsAreWidenedAndTold) {
  const ProgramRun done = run(60);
  EXPECT_TRUE(done.exit_code == 0 || done.exit_code == 6) << done.err;
  const std::string wanted = "line_contrast length_m from 90 to 270 m, flank_m from 20 to 90 m";
  EXPECT_NE(done.err.find(wanted), std::string::npos) << done.err;
  bool evidence = false;
  const Json coarse = record();
  for (const Json& one : coarse.at("models")[0].at("evidence"))
    if (one.at("id") == "dyke_form") evidence = one.at("widened") == wanted;
  EXPECT_TRUE(evidence);
  const ProgramRun plan = run_greisen("plan " + survey(60, ""));
  EXPECT_NE(plan.out.find("dyke_form is widened to the pixels: " + wanted), std::string::npos) << plan.out;
  ASSERT_NE(run(10).exit_code, 2);
  const Json fine = record();
  for (const Json& one : fine.at("models")[0].at("evidence")) EXPECT_EQ(one.at("widened"), "");
}

}  // namespace
}  // namespace greisen::test
