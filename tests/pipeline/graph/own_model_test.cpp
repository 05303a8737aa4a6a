// SPDX-License-Identifier: Apache-2.0
// The model that docs/models.md writes, in the folder of a survey: it runs as the text says.
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

std::string example() {
  const std::string page = read_text_file(std::string(GREISEN_SOURCE_DIR) + "/docs/models.md", 1 << 20);
  const std::size_t begin = page.find("```yaml\n") + 8;
  return page.substr(begin, page.find("```", begin) - begin);
}

TEST(OwnModel, OfTheDocsRunsFromTheFolderOfASurvey) {
  const testing::TempFolder folder;
  const std::string demo = folder.file("demo");
  ASSERT_EQ(run_greisen("demo " + shell_word(demo) + " -q --progress none").exit_code, 0);
  std::filesystem::create_directories(demo + "/models");
  std::ofstream(demo + "/models/gossan.yaml") << example();
  const ProgramRun run =
      run_greisen("run " + shell_word(demo + "/survey.yaml") + " -q --progress none --overwrite --set models=[gossan]");
  EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 6) << run.err;
  const auto record = nlohmann::json::parse(read_text_file(demo + "/run/run.json", 1 << 24));
  ASSERT_EQ(record["models"].size(), 1U);
  EXPECT_EQ(record["models"][0]["id"], "gossan");
  EXPECT_EQ(record["models"][0]["evidence"].size(), 2U);
  EXPECT_TRUE(std::filesystem::exists(demo + "/run/evidence/gossan/iron_stain.tif"));
  EXPECT_TRUE(std::filesystem::exists(demo + "/run/prospectivity_gossan.tif"));

  // with a spectrum of the catalogue instead of the index
  std::string text = example();
  const std::string index = "index: fe_iox_rb, then: [{step: regression_residual, with: m_ndvi}]";
  for (std::size_t at = text.find(index); at != std::string::npos; at = text.find(index))
    text.replace(at, index.size(),
                 "step: matched_filter, params: {spectrum: leucocratic_dyke, bands: [blue, green, red, nir]}");
  ASSERT_NE(text.find("matched_filter"), std::string::npos);
  std::ofstream(demo + "/models/gossan.yaml") << text;
  const ProgramRun matched =
      run_greisen("run " + shell_word(demo + "/survey.yaml") + " -q --progress none --set models=[gossan]");
  EXPECT_TRUE(matched.exit_code == 0 || matched.exit_code == 6) << matched.err;
  const auto second = nlohmann::json::parse(read_text_file(demo + "/run/run.json", 1 << 24));
  EXPECT_GT(second["models"][0]["evidence"][0]["percentiles"].back().get<double>(), 0)
      << "some ground holds some of the mixture";
}

TEST(OwnModel, DatesInTwoZonesLieOnEachOther) {
  const testing::TempFolder folder;
  const std::string demo = folder.file("demo");
  ASSERT_EQ(run_greisen("demo " + shell_word(demo) + " --dates 2 -q --progress none").exit_code, 0);
  const auto record = nlohmann::json::parse(read_text_file(demo + "/run/run.json", 1 << 24));
  ASSERT_EQ(record["scenes"].size(), 2U);
  EXPECT_EQ(record["scenes"][0]["tile"], "T30TTK");
  EXPECT_EQ(record["scenes"][1]["tile"], "T29TPF");
  EXPECT_TRUE(record["warnings"].empty()) << "none may lie beside the other: " << record["warnings"];
}

}  // namespace
}  // namespace greisen::test
