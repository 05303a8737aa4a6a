// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/told_paths.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "base/yaml/yaml.hpp"
#include "support/program.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

Survey survey_in(const std::string& folder) {
  Survey survey;
  survey.folder = folder;
  auto document = std::make_shared<YamlDocument>(parse_yaml(
      "dem: /data/heights/tiles/*.tif\nscenes: [{path: /data/scenes/S2.SAFE}, {path: near/a.tif}]\n", "survey.yaml"));
  survey.effective_json = R"({"dem":"/media/ana/projects/valle/dem.tif","url":"https://u:p@h/a?sig=1"})";
  survey.document = document;
  return survey;
}

TEST(ToldPaths, StartAtTheSurvey) {
  const Survey survey = survey_in("/media/ana/projects/valle");
  EXPECT_EQ(told_path(survey, "/media/ana/projects/valle/scenes/a.tif"), "scenes/a.tif");
  EXPECT_EQ(told_path(survey, "/vsizip//media/ana/projects/valle/a.zip/b.tif"), "/vsizip/a.zip/b.tif");
  EXPECT_EQ(told_path(survey, "/vsicurl/https://u:p@h/a.tif?sig=1"), "/vsicurl/https://h/a.tif?…");
}

TEST(ToldPaths, TextsTellNoFolderOfTheMachine) {
  const Teller told = teller_of(survey_in("/media/ana/projects/valle"));
  EXPECT_EQ(told("'/media/ana/projects/valle/a.tif' is damaged\n  at /media/ana/projects/valle/a.tif"),
            "'a.tif' is damaged\n  at a.tif");
  EXPECT_EQ(told("in /media/ana/projects/valle: 2 files"), "in .: 2 files");
  EXPECT_EQ(told("/data/heights/tiles/n41.tif and /data/scenes/S2.SAFE/x"),
            "../../../../data/heights/tiles/n41.tif and ../../../../data/scenes/S2.SAFE/x");
  EXPECT_EQ(told("/vsizip/{/media/ana/projects/valle/a}/b"), "/vsizip/{a}/b");
  const std::string copy = fs::temp_directory_path().string() + "/.greisen-part-AbCdEf/3/known.gpkg";
  EXPECT_EQ(told(copy + " is locked"), "known.gpkg is locked");
  for (const char* const same : {"/media/ana/projects/valley/a", "x/media/ana/projects/valle/a", "m/s, b/a", "1/2"})
    EXPECT_EQ(told(same), same);
  EXPECT_EQ(told(told("see /media/ana/projects/valle/a?")), told("see /media/ana/projects/valle/a?"));
}

TEST(ToldPaths, ValuesAreToldAlike) {
  EXPECT_EQ(told_values(survey_in("/media/ana/projects/valle")), R"({"dem":"dem.tif","url":"https://h/a?…"})");
}

TEST(ToldPaths, DoctorTellsTheSwitch) {
  EXPECT_NE(test::run_greisen("doctor").out.find("off but for hosts that you name"), std::string::npos);
  EXPECT_NE(test::run_greisen("doctor --network").out.find("on for everything (--network)"), std::string::npos);
}

}  // namespace
}  // namespace greisen
