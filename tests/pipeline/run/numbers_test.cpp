// SPDX-License-Identifier: Apache-2.0
// What digital numbers may be computed of, and what bands are called, as `compute`, `apply` and `run` have it.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/read/band_source.hpp"
#include "geo/read/decimated.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class Numbers : public ::testing::Test {
 protected:
  /// 32 × 32 pixels; band i holds first + i * 700 + column * 11.
  void stack(const std::string& name, const std::vector<std::string>& names, double first = 1500,
             std::size_t bands = 0) const {
    RasterFile file{.cols = 32, .rows = 32, .pixel_m = 20};
    file.names = names;
    for (std::size_t band = 0; band < std::max(bands, names.size()); ++band) {
      std::vector<double> values;
      for (int pixel = 0; pixel < 32 * 32; ++pixel)
        values.push_back(first + 700 * static_cast<double>(band) + 11 * (pixel % 32) + 3 * (pixel / 32 % 5));
      file.values.push_back(std::move(values));
    }
    write_raster(folder_.file(name), file);
  }
  [[nodiscard]] static double dn(std::size_t band, int row, int col, double first = 1500) {
    return first + 700 * static_cast<double>(band) + 11 * col + 3 * (row % 5);
  }
  [[nodiscard]] ProgramRun compute(const std::string& file, const std::string& more) const {
    return run_greisen("compute " + shell_word(folder_.file(file)) + " -o " + shell_word(folder_.file("out")) +
                       " --overwrite --progress none " + more);
  }
  [[nodiscard]] ProgramRun apply(const std::string& step, const std::string& file, const std::string& more) const {
    return run_greisen("apply " + step + " " + shell_word(folder_.file(file)) + " -o " +
                       shell_word(folder_.file("out.tif")) + " --overwrite --progress none " + more);
  }
  [[nodiscard]] float pixel(const std::string& file, int row, int col) const {
    return geo::decimated_dn(folder_.file(file), 1, 32).at(static_cast<std::size_t>(row * 32 + col));
  }
  [[nodiscard]] ProgramRun survey(const std::string& scene, const std::string& more) const {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: numbers\naoi: {bbox: [600000, 4499360, 600640, 4500000], crs: \"EPSG:32629\"}\n"
           "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
           "outputs: {report: false, qgis: false, sheet: false, stac: false}\nscenes: ["
        << scene << "]\n"
        << more;
    return run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " -o " + shell_word(folder_.file("run")) +
                       " --progress none");
  }

  testing::TempFolder folder_;
};

const std::vector<std::string> kSix = {"B02", "B03", "B04", "B08", "B11", "B12"};
constexpr const char* kNothingMasked = "mask: {vegetation: false, water: false, min_reflectance: 0}\n";

TEST_F(Numbers, NoIndexIsComputedOfNumbersWhoseOffsetIsUnknown) {
  stack("stack.tif", kSix);
  for (const char* index : {"al_clay", "m_ndvi", "fe_iox_rb", "m_evi"}) {
    const ProgramRun ran = compute("stack.tif", std::string("--sensor sentinel2 --index ") + index);
    EXPECT_EQ(ran.exit_code, 3) << index;
    EXPECT_THAT(ran.err, HasSubstr("E3103")) << index;
    EXPECT_THAT(ran.err, HasSubstr("--scale")) << index;
  }
  EXPECT_EQ(compute("stack.tif", "--sensor sentinel2 --scale 0.0001 --offset -0.1 --index al_clay").exit_code, 0);
  EXPECT_NEAR(pixel("out/al_clay.tif", 3, 4), (dn(4, 3, 4) - 1000) / (dn(5, 3, 4) - 1000), 1e-5);
}

TEST_F(Numbers, AdviceIsNeverThatOfAnotherSensor) {
  stack("stack.tif", {"B2", "B3", "B4", "B5", "B6", "B7"});
  const ProgramRun ran = compute("stack.tif", "--sensor landsat89 --index al_clay");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("0.0000275"));
  EXPECT_THAT(ran.err, Not(HasSubstr("-0.1")));
}

TEST_F(Numbers, AFormulaOfOnesOwnIsComputedAndItsFileSaysOfWhat) {
  stack("stack.tif", kSix);
  ASSERT_EQ(compute("stack.tif", "--sensor sentinel2 --expr ferric=B04/B02").exit_code, 0);
  EXPECT_NEAR(pixel("out/ferric.tif", 2, 7), dn(2, 2, 7) / dn(0, 2, 7), 1e-5);
  EXPECT_THAT(geo::file_info(folder_.file("out/ferric.tif")).bands.front().description, HasSubstr("ferric"));
  const auto words = [&] {
    std::string all;
    const std::unique_ptr<GDALDataset> file(GDALDataset::Open(folder_.file("out/ferric.tif").c_str()));
    for (char** item = file->GetRasterBand(1)->GetMetadata(); item != nullptr && *item != nullptr; ++item)
      all += std::string(*item) + "\n";
    return all;
  };
  EXPECT_THAT(words(), HasSubstr("of digital numbers"));
  ASSERT_EQ(compute("stack.tif", "--sensor sentinel2 --scale 0.0001 --expr ferric=B04/B02").exit_code, 0);
  EXPECT_THAT(words(), Not(HasSubstr("digital numbers")));
}

TEST_F(Numbers, WhatCanBeHadIsWrittenWhereOneIndexCannot) {
  stack("stack.tif", {"B02", "B03", "B04"});
  const ProgramRun ran = compute("stack.tif", "--sensor sentinel2 --scale 0.0001 --index al_clay,fe_iox_rb --json");
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_NEAR(pixel("out/fe_iox_rb.tif", 0, 0), dn(2, 0, 0) / dn(0, 0, 0), 1e-5);
  EXPECT_THAT(ran.err, HasSubstr("al_clay"));
  const Json told = Json::parse(ran.out);
  EXPECT_EQ(told["files"].size(), 1U);
  ASSERT_EQ(told["unavailable"].size(), 1U);
  EXPECT_EQ(told["unavailable"][0]["code"], "E3107");
  const ProgramRun none = compute("stack.tif", "--sensor sentinel2 --scale 0.0001 --index al_clay");
  EXPECT_EQ(none.exit_code, 3);
  EXPECT_THAT(none.err, HasSubstr("no band B11 (swir1)"));
  EXPECT_EQ(compute("stack.tif", "--sensor sentinel2 --scale 0.0001 --index al_claay,fe_iox_rb").exit_code, 2)
      << "a slip of the keyboard is told before anything is computed";
  const ProgramRun mixed = compute("stack.tif", "--sensor sentinel2 --index fe_iox_rb --expr r=red/blue");
  EXPECT_EQ(mixed.exit_code, 5) << "the index is refused on digital numbers, the formula is not";
}

TEST_F(Numbers, BandsOfAFileThatNamesNoneAreNamed) {
  stack("stack.tif", {}, 1500, 6);
  const std::string names = "--sensor sentinel2 --scale 0.0001 --bands blue,green,-,nir,swir1,swir2 ";
  ASSERT_EQ(compute("stack.tif", names + "--index al_clay").exit_code, 0);
  EXPECT_NEAR(pixel("out/al_clay.tif", 3, 4), dn(4, 3, 4) / dn(5, 3, 4), 1e-5);
  EXPECT_EQ(compute("stack.tif", "--sensor sentinel2 --bands blue,green --index al_clay").exit_code, 3);
  ASSERT_EQ(apply("expression", "stack.tif", names + "--param expr=swir1/blue").exit_code, 0);
  EXPECT_NEAR(pixel("out.tif", 3, 4), dn(4, 3, 4) / dn(0, 3, 4), 1e-5);
  ASSERT_EQ(apply("expression", "stack.tif", "--bands b6,b2 --param expr=b6-b2").exit_code, 0) << "names it has pick";
  EXPECT_NEAR(pixel("out.tif", 1, 1), 4 * 700, 1e-3);
}

TEST_F(Numbers, ExpressionTakesItsFormulaAsItIsDocumented) {
  stack("stack.tif", {}, 1500, 4);
  ASSERT_EQ(apply("expression", "stack.tif", "--param expr=b4/b3").exit_code, 0);
  EXPECT_NEAR(pixel("out.tif", 9, 8), dn(3, 9, 8) / dn(2, 9, 8), 1e-5);
  ASSERT_EQ(apply("expression", "stack.tif", "--param 'expr=clay=b2 / b1'").exit_code, 0);
  EXPECT_NEAR(pixel("out.tif", 9, 8), dn(1, 9, 8) / dn(0, 9, 8), 1e-5);
  ASSERT_EQ(apply("expression", "stack.tif", "--param 'expr=b1==b1'").exit_code, 0)
      << "= of a comparison names nothing";
  EXPECT_EQ(pixel("out.tif", 9, 8), 1.0F);
  ASSERT_EQ(apply("expression", "stack.tif", "--param 'exprs=low=min(b1,b2),high=max(b3,b4)'").exit_code, 0);
  const geo::FileInfo info = geo::file_info(folder_.file("out.tif"));
  ASSERT_EQ(info.bands.size(), 2U);
  EXPECT_EQ(info.bands[1].description, "high");
}

TEST_F(Numbers, NamesWithBlanksStandInQuotes) {
  stack("stack.tif", {"Band 1", "band 2 (IR)"});
  ASSERT_EQ(compute("stack.tif", "--expr 'ratio=\"band 2 (IR)\" / \"Band 1\"'").exit_code, 0);
  EXPECT_NEAR(pixel("out/ratio.tif", 0, 3), dn(1, 0, 3) / dn(0, 0, 3), 1e-5);
}

/// 50 bands from 1000 nm in steps of 20: those from 1340 to 1450 and from 1780 to 1960 nm see nothing.
TEST_F(Numbers, BandsOfACubeAreCalledByTheirPlaceInTheFile) {
  std::vector<std::string> names;
  for (int band = 0; band < 50; ++band) names.push_back(std::to_string(1000 + 20 * band) + " nm");
  stack("cube.tif", names);
  ASSERT_EQ(compute("cube.tif", "--expr x=b30/b50").exit_code, 0);
  EXPECT_NEAR(pixel("out/x.tif", 4, 2), dn(29, 4, 2) / dn(49, 4, 2), 1e-5);
  const ProgramRun blind = compute("cube.tif", "--expr x=b20/b50");
  EXPECT_EQ(blind.exit_code, 2);
  EXPECT_THAT(blind.err, HasSubstr("bands left out: b18-b23, b40-b49 (gaps of the atmosphere)"));
  EXPECT_THAT(apply("pca", "cube.tif", "--bands b41,b42").err, HasSubstr("left out: b18-b23, b40-b49"));
}

/// Of 3 bands that are one and the same ramp: one component holds all, with equal loadings.
TEST_F(Numbers, WhatAStepLearntIsToldBesideItsRaster) {
  RasterFile file{.cols = 32, .rows = 32, .pixel_m = 20, .type = GDT_Float32};
  double sum = 0;
  double squares = 0;
  std::vector<double> ramp;
  for (int pixel = 0; pixel < 1024; ++pixel) {
    ramp.push_back(pixel % 17);
    sum += ramp.back();
    squares += ramp.back() * ramp.back();
  }
  file.values = {ramp, ramp, ramp};
  write_raster(folder_.file("ramps.tif"), file);
  const double variance = (squares - sum * sum / 1024) / 1023;
  const ProgramRun ran = apply("pca", "ramps.tif", "--json");
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  const Json beside = Json::parse(read_text_file(folder_.file("out.json"), 1U << 24U));
  EXPECT_EQ(Json::parse(ran.out)["learnt"], beside);
  EXPECT_EQ(beside["step"], "pca");
  EXPECT_EQ(beside["inputs"], (std::vector<std::string>{"b1", "b2", "b3"}));
  const Json& learnt = beside["learnt"];
  EXPECT_NEAR(learnt["eigenvalues"][0].get<double>(), 3 * variance, 1e-6 * variance);
  ASSERT_EQ(learnt["loadings"].size(), 3U);
  for (const Json& loading : learnt["loadings"][0]) EXPECT_NEAR(loading.get<double>(), 1 / std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(learnt["covariance"][1][2].get<double>(), variance, 1e-6 * variance);
  ASSERT_EQ(apply("focal_mean", "ramps.tif", "--bands b1 --json").exit_code, 0);
}

TEST_F(Numbers, ASurveyMasksNothingByThresholdsOnDigitalNumbers) {
  stack("stack.tif", kSix);
  const std::string layer = "layers: [{name: r, expr: \"B04 / B02\"}]\n";
  const ProgramRun asked = survey("{path: stack.tif, sensor: sentinel2}", layer);
  EXPECT_EQ(asked.exit_code, 3);
  EXPECT_THAT(asked.err, HasSubstr("E3103"));
  EXPECT_THAT(asked.err, HasSubstr("mask.vegetation: false, mask.water: false, mask.min_reflectance: 0"));
  const ProgramRun done = survey("{path: stack.tif, sensor: sentinel2}", layer + kNothingMasked);
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NEAR(pixel("run/layers/sentinel2/r.tif", 5, 6), dn(2, 5, 6) / dn(0, 5, 6), 1e-5);
  EXPECT_EQ(
      survey("{path: stack.tif, sensor: sentinel2}", std::string("layers: [al_clay]\n") + kNothingMasked).exit_code, 3);
  const ProgramRun model =
      survey("{path: stack.tif, sensor: sentinel2}", std::string("models: [li-pegmatite]\n") + kNothingMasked);
  EXPECT_EQ(model.exit_code, 3) << model.err;
  EXPECT_THAT(model.err, HasSubstr("the model li-pegmatite"));
}

TEST_F(Numbers, ASurveyKnowsLandsatsScaleByItsBandsNames) {
  // DN 8727 to 16364: reflectance 0.04 to 0.25; NDVI (0.25 - 0.08) / 0.33 = 0.52
  RasterFile file{.cols = 32, .rows = 32, .pixel_m = 20};
  file.names = {"SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7"};
  for (const double reflectance : {0.04, 0.07, 0.08, 0.25, 0.22, 0.14})
    file.values.emplace_back(1024, std::round((reflectance + 0.2) / 2.75e-5));
  write_raster(folder_.file("green.tif"), file);
  const ProgramRun ran = survey("{path: green.tif}", "layers: [al_clay]\n");
  EXPECT_THAT((std::vector<int>{0, 6}), ::testing::Contains(ran.exit_code)) << ran.err;
  const Json record = Json::parse(read_text_file(folder_.file("run/run.json"), 1U << 24U));
  EXPECT_EQ(record["masked_pixels"]["judged"], 0);
  EXPECT_EQ(record["masked_pixels"]["vegetation"], 1024);
}

TEST_F(Numbers, DeadDetectorsAreRefusedOnEveryRoute) {
  stack("swir.tif", {"B4", "B5", "B6"}, 100);
  const std::string sensor = "--sensor aster --scale 0.001 ";
  const ProgramRun computed = compute("swir.tif", sensor + "--date 2009-06-01 --expr r=swir1/B6");
  EXPECT_EQ(computed.exit_code, 3);
  EXPECT_THAT(computed.err, HasSubstr("failed in April 2008"));
  EXPECT_EQ(apply("pca", "swir.tif", sensor + "--date 2009-06-01").exit_code, 3);
  EXPECT_EQ(compute("swir.tif", sensor + "--date 2006-06-01 --expr r=swir1/B6").exit_code, 0);
  EXPECT_THAT(compute("swir.tif", sensor + "--expr r=swir1/B6").err, HasSubstr("the day on which it was taken"));
  const std::string layer = std::string("layers: [{name: r, expr: \"swir1 / B6\"}]\n") + kNothingMasked;
  EXPECT_EQ(survey("{path: swir.tif, sensor: aster, scale: 0.001, date: 2009-06-01}", layer).exit_code, 3);
  EXPECT_EQ(survey("{path: swir.tif, sensor: aster, scale: 0.001}", layer).exit_code, 3) << "the day is asked for";
  EXPECT_EQ(survey("{path: swir.tif, sensor: aster, scale: 0.001, date: 2006-06-01}", layer).exit_code, 0);
}

}  // namespace
}  // namespace greisen::test
