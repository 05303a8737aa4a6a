// SPDX-License-Identifier: Apache-2.0
#include "record/run_record.hpp"

#include <cmath>
#include <filesystem>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen {
namespace {

RunRecord filled() {
  RunRecord record;
  record.version = "0.1.0";
  record.cpu = "Some CPU";
  record.threads = 2;
  record.command_line = {"greisen", "run", "survey.yaml"};
  record.started = "2024-05-17T09:30:00Z";
  record.finished = "2024-05-17T09:31:00Z";
  record.status = "done";
  record.survey_name = "Valle del Ejemplo";
  record.inputs = {{"dem.tif", 12, "ab"}, {"scene.SAFE", 34}};
  record.steps = {{"band_ratio",
                   "al_clay",
                   {{"zero_below", "1e-6"}, {"bands", R"(["swir1","swir2"])"}},
                   {"swir1", "swir2"},
                   "Someone 1999",
                   "swir1 / swir2",
                   17,
                   0.1}};
  record.steps.front().learnt = R"({"mean": [0.25]})";
  record.passes = {{"pass 1", 1000, 0.25, 8, 9, true}};
  record.layers = {{"al_clay", "1", "swir1 / swir2", "Someone 1999", "sentinel2", "layers/sentinel2/al_clay.tif"}};
  record.outputs = {{"reasons.tif", 99, std::string(64, 'a')}};
  record.set_effective_survey(R"({"seed": 42})");
  record.set_part("grid", R"({"crs": "EPSG:32629", "pixel_m": 10})");
  record.add_scene(R"({"id": "S2A", "offset": -0.1})");
  record.add_model(R"({"id": "w-skarn", "available": false})");
  record.add_mask("cloud", 5);
  record.add_mask("cloud", 7);
  record.add_warning("W4101", "the scene is \"old\"");
  record.add_seconds("warp", 1.5);
  record.add_seconds("warp", 0.25);
  return record;
}

TEST(RunRecord, HoldsEverything) {
  const auto json = nlohmann::json::parse(filled().to_json());
  EXPECT_EQ(json["program"]["version"], "0.1.0");
  EXPECT_EQ(json["program"]["command_line"], nlohmann::json({"greisen", "run", "survey.yaml"}));
  EXPECT_EQ(json["machine"]["cpu"], "Some CPU");
  EXPECT_EQ(json["times"]["started"], "2024-05-17T09:30:00Z");
  EXPECT_EQ(json["times"]["seconds"]["warp"], 1.75);
  EXPECT_EQ(json["survey"]["effective"]["seed"], 42);
  EXPECT_EQ(json["inputs"][0]["sha256"], "ab");
  EXPECT_FALSE(json["inputs"][1].contains("sha256")) << "not taken, so not written";
  EXPECT_EQ(json["steps"][0]["arguments"]["bands"][1], "swir2");
  EXPECT_EQ(json["steps"][0]["arguments"]["zero_below"], 1e-6);
  EXPECT_EQ(json["steps"][0]["missing_pixels"], 17);
  EXPECT_EQ(json["steps"][0]["learnt"]["mean"][0], 0.25);
  EXPECT_EQ(json["passes"][0]["blocks_decoded"], 9);
  EXPECT_EQ(json["passes"][0]["resumed"], true);
  EXPECT_EQ(json["layers"][0]["file"], "layers/sentinel2/al_clay.tif");
  EXPECT_EQ(json["scenes"][0]["offset"], -0.1);
  EXPECT_EQ(json["models"][0]["available"], false);
  EXPECT_EQ(json["masked_pixels"]["cloud"], 12);
  EXPECT_EQ(json["warnings"][0]["text"], "the scene is \"old\"");
  EXPECT_EQ(json["parts"]["grid"]["pixel_m"], 10);
  EXPECT_EQ(json["outputs"][0]["bytes"], 99);
}

TEST(RunRecord, IsTheSameTextEachTimeWithSortedKeys) {
  const std::string text = filled().to_json();
  EXPECT_EQ(text, filled().to_json());
  EXPECT_TRUE(text.ends_with("}\n"));
  // a parser that keeps the written order
  const auto ordered = nlohmann::ordered_json::parse(text);
  std::vector<std::string> keys;
  for (const auto& [key, value] : ordered.items()) {
    keys.push_back(key);
  }
  EXPECT_TRUE(std::ranges::is_sorted(keys));
}

TEST(RunRecord, AnEmptyRecordIsWhole) {
  const auto json = nlohmann::json::parse(RunRecord().to_json());
  EXPECT_TRUE(json["inputs"].is_array());
  EXPECT_TRUE(json["masked_pixels"].is_object());
  EXPECT_TRUE(json["survey"]["effective"].is_null());
}

TEST(RunRecord, NumbersReadBackAndNothingIsNan) {
  RunRecord record;
  const double odd = 0.1 + 0.2;
  record.passes = {{"a", std::numeric_limits<std::uint64_t>::max(), odd}, {"b", 0, std::nan("")}};
  record.add_seconds("x", std::numeric_limits<double>::infinity());
  const auto json = nlohmann::json::parse(record.to_json());
  EXPECT_EQ(json["passes"][0]["seconds"].get<double>(), odd);
  EXPECT_EQ(json["passes"][0]["pixels"].get<std::uint64_t>(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_TRUE(json["passes"][1]["seconds"].is_null());
  EXPECT_TRUE(json["times"]["seconds"]["x"].is_null());
}

TEST(RunRecord, TakesPathsOfAnyBytes) {
  RunRecord record;
  record.inputs = {{"a\xff\n\"b", 1}};
  EXPECT_EQ(nlohmann::json::parse(record.to_json())["inputs"][0]["path"], "a\xef\xbf\xbd\n\"b");
}

TEST(RunRecord, RefusesFragmentsThatAreNoJson) {
  RunRecord record;
  for (const char* bad : {"", "{", "{a: 1}", "nan", "[1]"}) {
    EXPECT_THROW(record.add_scene(bad), Error) << bad;
    EXPECT_THROW(record.add_model(bad), Error) << bad;
    EXPECT_THROW(record.set_effective_survey(bad), Error) << bad;
  }
  EXPECT_THROW(record.set_part("grid", "{"), Error);
  record.steps = {{.id = "x", .arguments = {{"a", "oops"}}}};
  EXPECT_THROW(static_cast<void>(record.to_json()), Error);
}

TEST(RunRecord, IsWrittenWhole) {
  const std::string path = testing::TempDir() + "/greisen_run.json";
  filled().write(path);
  EXPECT_EQ(read_text_file(path, 1 << 20), filled().to_json());
  std::filesystem::remove(path);
}

/// The folder may be a stranger's: copied or written, a tree of 300 000 levels ends the program.
TEST(RunRecord, ThatIsTooLongOrTooDeepIsNone) {
  const std::string path = testing::TempDir() + "/greisen_far_run.json";
  filled().write(path);
  ASSERT_TRUE(earlier_run(path).whole);
  const std::string deep = std::string(300'000, '[') + std::string(300'000, ']');
  write_file_atomically(path, R"({"status":"done","survey":{"effective":)" + deep + "}}");
  EXPECT_EQ(earlier_run(path).status, "");
  filled().write(path);
  std::filesystem::resize_file(path, (64U << 20U) + 1);
  EXPECT_FALSE(earlier_run(path).whole);
  EXPECT_EQ(earlier_run(path).status, "");
  std::filesystem::remove(path);
}

TEST(UtcNow, IsIso8601) { EXPECT_THAT(utc_now(), testing::MatchesRegex("20..-..-..T..:..:..Z")); }

TEST(RecordFile, TakesSizeAndHash) {
  const std::string path = testing::TempDir() + "/greisen_recorded.txt";
  write_file_atomically(path, "abc");
  const RecordedFile plain = record_file(path, "in.txt");
  EXPECT_EQ(plain.path, "in.txt");
  EXPECT_EQ(plain.bytes, 3U);
  EXPECT_EQ(plain.sha256, "");
  EXPECT_EQ(record_file(path, "in.txt", sha256_file(path)).sha256, sha256_text("abc"));
  std::filesystem::remove(path);
  EXPECT_THROW(record_file(path, "in.txt"), Error);
}

}  // namespace
}  // namespace greisen
