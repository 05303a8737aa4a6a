// SPDX-License-Identifier: Apache-2.0
// The verbs that tell: list, explain, inspect, doctor, schema.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text_layout.hpp"
#include "catalogue/catalogue.hpp"
#include "pipeline/entries/facts.hpp"
#include "pipeline/entries/steps.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

Json told(const std::string& words) {
  const ProgramRun run = run_greisen(words + " --json");
  EXPECT_EQ(run.exit_code, 0) << run.err << run.out;
  return Json::parse(run.out, nullptr, false);
}

/// Folding undone: all white space is one blank.
std::string flat(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const char blank = c == '\n' ? ' ' : c;
    if (blank != ' ' || line.empty() || line.back() != ' ') line += blank;
  }
  return line;
}

const Catalogue& catalogue() {
  static const Catalogue loaded = load_catalogue();
  return loaded;
}

TEST(ListVerb, TellsWhatEachSensorCanAndCannotDo) {
  const Json sensors = told("list sensors")["sensors"];
  ASSERT_EQ(sensors.size(), catalogue().sensors.size());
  for (const Json& sensor : sensors) {
    EXPECT_EQ(sensor["entries"].get<std::size_t>() + sensor["unavailable"].size(), catalogue().indices.size())
        << sensor["id"];
    EXPECT_LE(sensor["distinct"].get<int>(), sensor["entries"].get<int>()) << sensor["id"];
    for (const Json& one : sensor["unavailable"]) EXPECT_NE(one.value("reason", ""), "") << sensor["id"] << one;
  }
}

TEST(ListVerb, GivesEachIndexItsFormulaOrItsReasonOnASensor) {
  const Json indices = told("list indices --sensor sentinel2")["indices"];
  ASSERT_EQ(indices.size(), catalogue().indices.size());
  int available = 0;
  for (const Json& index : indices) {
    ASSERT_EQ(index["on"].size(), 1U);
    const Json& on = index["on"][0];
    available += on["available"].get<bool>() ? 1 : 0;
    EXPECT_NE(on["available"].get<bool>() ? on.value("formula", "") : on.value("reason", ""), "") << index["id"];
  }
  EXPECT_EQ(available, count_measurements(catalogue(), catalogue().find_sensor("sentinel2")).entries);
}

TEST(ListVerb, TablesHoldOneLineAnEntry) {
  for (const char* word :
       {"sensors", "indices", "steps", "models", "spectra", "codes", "reasons", "palettes", "styles"}) {
    const std::string text = run_greisen(std::string("list ") + word).out;
    const Json list = told(std::string("list ") + word)[word];
    EXPECT_GT(list.size(), 0U) << word;
    EXPECT_GT(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), list.size()) << word;
    for (const Json& entry : list) EXPECT_THAT(text, HasSubstr(entry.value("id", "?"))) << word;
  }
}

TEST(ListVerb, GivesAllColoursOfAPalette) {
  for (const Json& palette : told("list palettes")["palettes"])
    if (palette["id"] == "lajolla") {
      ASSERT_EQ(palette["colours"].size(), 256U);
      EXPECT_EQ(palette["colours"].front(), "#ffffcc");
      EXPECT_EQ(palette["colours"].back(), "#1a1a01");
    }
}

TEST(ListVerb, RefusesSensorsItDoesNotKnowAndListsTheyDoNotNarrow) {
  EXPECT_THAT(run_greisen("list indices --sensor sentinel3").err, HasSubstr("sentinel2"));
  EXPECT_EQ(run_greisen("list indices --sensor sentinel3").exit_code, 2);
  EXPECT_THAT(run_greisen("list steps --sensor aster").err, HasSubstr("E2005"));
}

TEST(ExplainVerb, TellsAllThatAnIndexIs) {
  const IndexEntry& entry = catalogue().find_index("li_cf");
  const std::string text = flat(run_greisen("explain li_cf").out);
  EXPECT_THAT(text, HasSubstr(entry.name));
  EXPECT_THAT(text, HasSubstr("high means more"));
  EXPECT_THAT(text, HasSubstr("green / nir"));
  EXPECT_THAT(text, HasSubstr("green = B03, nir = B08"));
  EXPECT_THAT(text, HasSubstr("from memory"));
  EXPECT_THAT(text, HasSubstr("of the paper only the abstract was checked"));
  EXPECT_THAT(text, HasSubstr("caveats"));
  EXPECT_THAT(text, HasSubstr("check "));
}

TEST(ExplainVerb, ExplainsEveryNameOfEveryCatalogue) {
  std::vector<std::string> names = step_ids();
  for (const auto& entry : catalogue().models) names.push_back(entry.id);
  for (const auto& entry : catalogue().sensors) names.push_back(entry.id);
  for (const auto& entry : catalogue().spectra) names.push_back(entry.id);
  for (const auto& entry : catalogue().palettes) names.push_back(entry.id);
  for (const auto& entry : catalogue().styles) names.push_back(entry.id);
  names.insert(names.end(), {"cloud", "terrain_shadow", "E2101", "e2101", "al_clay", "AL_CLAY"});
  for (const std::string& name : names) {
    const ProgramRun run = run_greisen("explain " + shell_word(name));
    EXPECT_EQ(run.exit_code, 0) << name << run.err;
    EXPECT_GT(run.out.size(), 40U) << name;
    EXPECT_EQ(run.err, "") << name;
  }
}

TEST(ExplainVerb, TellsParametersWithRangesAndDefaults) {
  const Json entries = told("explain pca")["entries"];
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].value("kind", ""), "step");
  const Step& step = find_step("pca");
  ASSERT_EQ(entries[0]["params"].size(), step.params.size());
  const std::string text = flat(run_greisen("explain pca").out);
  for (const Param& param : step.params) EXPECT_THAT(text, HasSubstr(std::string(param.name)));
  EXPECT_THAT(text, HasSubstr("default "));
  EXPECT_THAT(text, HasSubstr("one of covariance, correlation"));
  EXPECT_THAT(flat(run_greisen("explain lepidolite").out), HasSubstr("as a Gaussian response of each band's width"));
}

TEST(ExplainVerb, SuggestsTheNearestNameOfAllCatalogues) {
  EXPECT_THAT(run_greisen("explain al_clya").err, HasSubstr("did you mean 'al_clay'?"));
  EXPECT_THAT(run_greisen("explain pcaa").err, HasSubstr("did you mean 'pca'?"));
  EXPECT_THAT(run_greisen("explain sentinle2").err, HasSubstr("did you mean 'sentinel2'?"));
  EXPECT_THAT(run_greisen("explain quite_another_thing").err, HasSubstr("explain takes"));
  EXPECT_EQ(run_greisen("explain al_clya").exit_code, 2);
}

TEST(ExplainVerb, SaysThatTargetsComeLater) {
  const ProgramRun run = run_greisen("explain run T01");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("E2021"));
}

TEST(InspectVerb, DoesAllPathsAndKeepsTheWorstExitCode) {
  const greisen::testing::TempFolder folder;
  const std::string raster = folder.file("tiny.asc");
  std::ofstream(raster) << "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 10\nNODATA_value -1\n1 2 3\n4 -1 6\n";
  const std::string good = shell_word(raster);
  const std::string bad = shell_word(folder.file("not_there.tif"));
  EXPECT_EQ(run_greisen("inspect " + good).exit_code, 0);
  EXPECT_EQ(run_greisen("inspect " + bad).exit_code, 3);
  const ProgramRun both = run_greisen("inspect " + bad + " " + good + " --json");
  EXPECT_EQ(both.exit_code, 3);
  const Json json = Json::parse(both.out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << both.out;
  ASSERT_EQ(json["scenes"].size(), 1U);
  EXPECT_EQ(json["scenes"][0]["bands"][0].value("cols", 0), 3);
  EXPECT_EQ(json["error"].value("code", "").substr(0, 2), "E3");
  EXPECT_THAT(both.err, HasSubstr("not_there.tif"));
}

TEST(InspectVerb, LeavesNothingBesideTheInput) {
  const greisen::testing::TempFolder folder;
  std::ofstream(folder.file("tiny.asc")) << "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 2\n";
  EXPECT_EQ(run_greisen("inspect " + shell_word(folder.file("tiny.asc"))).exit_code, 0);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(DoctorVerb, TellsVersionsFormatsAndWhatIsHonoured) {
  const ProgramRun run = run_greisen("doctor", "OMP_NUM_THREADS=1");
  EXPECT_EQ(run.exit_code, 0) << run.out;
  for (const char* word : {"GDAL ", "PROJ ", "COG", "memory", "disk", "threads", "OMP_NUM_THREADS", "Ready."})
    EXPECT_THAT(run.out, HasSubstr(word));
}

TEST(DoctorVerb, SeesThatProjHasNoDatabase) {
  const greisen::testing::TempFolder folder;
  const ProgramRun run = run_greisen(
      "doctor", "PROJ_DATA=" + shell_word(folder.path().string()) + " PROJ_LIB=" + shell_word(folder.path().string()));
  if (run.exit_code == 0) GTEST_SKIP() << "SKIPPED: this PROJ finds its database without PROJ_DATA";
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, HasSubstr("!!"));
  EXPECT_THAT(run.out, HasSubstr("PROJ_DATA"));
}

TEST(SchemaVerb, PrintsAndWritesTheSameSchema) {
  const greisen::testing::TempFolder folder;
  const std::string file = folder.file("survey.schema.json");
  const std::string printed = run_greisen("schema").out;
  const Json schema = Json::parse(printed, nullptr, false);
  ASSERT_TRUE(schema.is_object());
  EXPECT_TRUE(schema["properties"].contains("aoi"));
  EXPECT_EQ(schema.value("additionalProperties", true), false);
  EXPECT_EQ(run_greisen("schema -o " + shell_word(file)).exit_code, 0);
  std::ifstream stored(file);
  EXPECT_EQ(Json::parse(stored), schema);
  EXPECT_THAT(run_greisen("schema -o " + shell_word(file)).err, HasSubstr("E2050"));
  EXPECT_EQ(run_greisen("schema --overwrite -o " + shell_word(file)).exit_code, 0);
}

TEST(Steps, AreSortedAndFoundByName) {
  const std::vector<std::string> ids = step_ids();
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(find_step("pca").id, "pca");
  try {
    find_step("pcaa");
    FAIL() << "a step was found that is none";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E2406");
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'pca'?"));
  }
}

TEST(EntryFacts, EveryVerificationCodeHasWords) {
  for (const IndexEntry& entry : catalogue().indices) {
    for (const std::string& words : verification_words(entry.verification))
      EXPECT_GT(words.size(), 6U) << entry.id << ": " << words;
  }
  EXPECT_EQ(verification_words("V1, A").size(), 2U);
}

TEST(EntryFacts, ReasonsAreTheBitsOfTheContract) {
  const auto reasons = reason_facts();
  ASSERT_EQ(reasons.size(), 12U);
  for (std::size_t i = 0; i < reasons.size(); ++i) EXPECT_EQ(reasons[i].bit, 1 << i) << reasons[i].word;
}

TEST(TextLayout, TablesAlignByWhatATerminalShows) {
  EXPECT_EQ(table({{"a", "b"}, {"µm°", "x"}, {"long", ""}}), "a     b\nµm°   x\nlong\n");
  EXPECT_EQ(folded("left", "right", 6), "  left    right\n");
  EXPECT_EQ(folded("too long a word", "right", 4), "  too long a word\n        right\n");
}

TEST(TextLayout, FoldsAtThePagesEdge) {
  std::string words = "w";
  for (int i = 0; i < 60; ++i) words += " word";
  const std::string text = folded("x", words, 3);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    EXPECT_LE(end - begin, page_width());
    begin = end + 1;
  }
  EXPECT_GT(std::count(text.begin(), text.end(), '\n'), 3);
}

}  // namespace
}  // namespace greisen::test
