// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/schema.hpp"

#include <cctype>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace greisen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Field text_item() { return {.type = FieldType::text, .min_items = 1}; }

// A small survey with one of everything.
Field survey() {
  const Field number_item{.type = FieldType::number};
  const Field area_map{.type = FieldType::map,
                       .fields = {{.key = "bbox",
                                   .type = FieldType::list,
                                   .text = "Box",
                                   .required = true,
                                   .items = {number_item},
                                   .min_items = 4,
                                   .max_items = 4},
                                  {.key = "crs", .text = "CRS", .fallback = "\"EPSG:4326\""}}};
  const Field layer_map{.type = FieldType::map,
                        .fields = {{.key = "name", .text = "Name", .required = true},
                                   {.key = "expr", .text = "Formula", .required = true}}};
  const Field mask{.key = "mask",
                   .type = FieldType::map,
                   .text = "Masks",
                   .fallback = "{}",
                   .fields = {{.key = "cloud", .type = FieldType::boolean, .text = "Clouds", .fallback = "true"},
                              {.key = "buffer_m",
                               .type = FieldType::number,
                               .text = "Buffer",
                               .fallback = "60",
                               .minimum = 0,
                               .maximum = 1000}}};
  return {
      .type = FieldType::map,
      .text = "A survey",
      .fields = {
          {.key = "version",
           .type = FieldType::integer,
           .text = "Version",
           .required = true,
           .minimum = 1,
           .maximum = 1},
          {.key = "aoi", .type = FieldType::any_of, .text = "Area", .required = true, .items = {text_item(), area_map}},
          mask,
          {.key = "layers",
           .type = FieldType::list,
           .text = "Layers",
           .items = {{.type = FieldType::any_of, .items = {text_item(), layer_map}}}},
          {.key = "method", .text = "Method", .fallback = "\"barest\"", .choices = {"barest", "median", "none"}},
          {.key = "seed", .type = FieldType::integer, .text = "Seed", .fallback = "42", .minimum = 0},
          {.key = "scale", .type = FieldType::number, .text = "Scale", .maximum = 1},
          {.key = "offsets", .type = FieldType::table, .text = "Offsets", .items = {number_item}},
          {.key = "notes", .type = FieldType::anything, .text = "Anything"}}};
}

std::vector<std::string> codes_of(const std::string& text) {
  std::vector<std::string> codes;
  for (const Problem& problem : find_problems(parse_yaml(text, "s.yaml"), survey())) {
    codes.push_back(std::string(problem.code) + "@" + std::to_string(problem.where.line) + ":" +
                    std::to_string(problem.where.column));
  }
  return codes;
}

std::string first_text(const std::string& text) {
  const auto problems = find_problems(parse_yaml(text, "s.yaml"), survey());
  return problems.empty() ? "" : to_text(problems.front());
}

const std::string kGood = "version: 1\naoi: a.gpkg\n";

TEST(Schema, AcceptsWhatFits) {
  EXPECT_THAT(codes_of(kGood), IsEmpty());
  EXPECT_THAT(
      codes_of("version: 1\naoi: {bbox: [1, 2, 3, 4]}\nlayers: [al_clay, {name: a, expr: b / c}]\nmethod: none\n"
               "offsets: {B1: -0.1, B2: 3}\nnotes: {any: [1, {thing: null}]}\nmask: {cloud: false}\nscale: 1e-4\n"),
      IsEmpty());
}

TEST(Schema, TellsAllProblemsInTheOrderOfTheFile) {
  EXPECT_THAT(codes_of(R"(version: 2
sed: 42
mask: {cloud: yes, buffer_m: 2000, snow: true}
method: mediam
seed: 1.5
seed: 3
scale: "1"
)"),
              ElementsAre("E2104@1:1", "E2103@1:10", "E2101@2:1", "E2102@3:15", "E2103@3:30", "E2101@3:36", "E2106@4:9",
                          "E2102@5:7", "E2105@6:1", "E2102@7:8"));
}

TEST(Schema, SaysHowToMend) {
  EXPECT_EQ(first_text(kGood + "sed: 42\n"), R"(E2101: unknown key 'sed'
  at s.yaml:3:1
    sed: 42
    ^
  fix: did you mean 'seed'?)");
  EXPECT_THAT(first_text(kGood + "method: mediam\n"), HasSubstr("did you mean 'median'?"));
  EXPECT_THAT(first_text(kGood + "method: xyz\n"), HasSubstr("use one of barest, median, none"));
  EXPECT_THAT(first_text(kGood + "scale: 0,5\n"), HasSubstr("decimal numbers have a point"));
  EXPECT_THAT(first_text(kGood + "scale: '5'\n"), HasSubstr("remove the quotes"));
  EXPECT_THAT(first_text(kGood + "scale: 5\n"), HasSubstr("'scale' is 5, but must be at most 1"));
  EXPECT_THAT(first_text(kGood + "scale:\n"), HasSubstr("'scale' is nothing"));
  EXPECT_THAT(first_text(kGood + "mask: {buffer_m: -1}\n"), HasSubstr("from 0 to 1000"));
  EXPECT_THAT(first_text("version: 1\naoi: 2024\n"), HasSubstr("put it in quotes: \"2024\""));
}

TEST(Schema, SaysThatAListIsWanted) {
  EXPECT_THAT(first_text(kGood + "layers: 5\n"), HasSubstr("write a list"));
  EXPECT_THAT(first_text(kGood + "method: 5\n"), HasSubstr("write one of the words barest, median, none"));
}

TEST(Schema, ChecksTheAlternativeThatWasMeant) {
  EXPECT_THAT(codes_of("version: 1\naoi: {bbox: [1, 2, 3], crs: 4326}\n"), ElementsAre("E2107@2:13", "E2102@2:29"));
  EXPECT_THAT(first_text("version: 1\naoi: [1]\n"), HasSubstr("'aoi' is a list, but must be a text or a map"));
  EXPECT_THAT(first_text(kGood + "layers: [a, {name: b}]\n"), HasSubstr("'layers[2]' lacks the key 'expr'"));
  EXPECT_THAT(codes_of(kGood + "layers: ['']\n"), ElementsAre("E2107@3:10"));
}

TEST(Schema, ChecksTablesAndDoubledKeysEverywhere) {
  EXPECT_THAT(codes_of(kGood + "offsets: {B1: x, B1: 2}\n"), ElementsAre("E2102@3:15", "E2105@3:18"));
  EXPECT_THAT(codes_of(kGood + "notes: [{a: 1, a: 2}]\n"), ElementsAre("E2105@3:16"));
}

TEST(Schema, AnEmptyFileLacksItsKeys) { EXPECT_THAT(codes_of(""), ElementsAre("E2104@1:1", "E2104@1:1")); }

TEST(Schema, StopsAfterFiftyProblems) {
  std::string text = kGood + "offsets:\n";
  for (int i = 0; i < 500; ++i) {
    text += "  k" + std::to_string(i) + ": x\n";
  }
  const auto problems = find_problems(parse_yaml(text, "s.yaml"), survey());
  EXPECT_EQ(problems.size(), 51U);
  EXPECT_THAT(problems.back().what, HasSubstr("more problems"));
}

TEST(Schema, CheckThrowsThemTogether) {
  try {
    check(parse_yaml("version: 3\n", "s.yaml"), survey());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().size(), 2U);
    EXPECT_EQ(error.exit_code(), 2);
  }
}

TEST(FillDefaults, AddsWhatIsAbsentDownTheTree) {
  YamlNode root = parse_yaml("version: 1\naoi: {bbox: [1, 2, 3, 4]}\nmask: {buffer_m: 5}\n", "s").root;
  fill_defaults(root, survey());
  EXPECT_EQ(
      to_json(root),
      R"({"version": 1, "aoi": {"bbox": [1, 2, 3, 4], "crs": "EPSG:4326"}, "mask": {"buffer_m": 5, "cloud": true}, "method": "barest", "seed": 42})");
  EXPECT_EQ(root.at("mask").at("buffer_m").line, 3);
  EXPECT_EQ(root.at("mask").at("cloud").line, 0) << "a default has no place";
}

TEST(FillDefaults, FillsMapsThatAreDefaultsThemselves) {
  YamlNode root = parse_yaml(kGood, "s").root;
  fill_defaults(root, survey());
  EXPECT_TRUE(root.at("mask").at("cloud").as_bool());
  EXPECT_EQ(root.at("mask").at("buffer_m").as_double(), 60);
}

TEST(FillDefaults, GivesATreeThatStillFits) {
  YamlDocument document = parse_yaml(kGood, "s");
  fill_defaults(document.root, survey());
  EXPECT_THAT(find_problems(document, survey()), IsEmpty());
  const std::string once = to_json(document.root);
  fill_defaults(document.root, survey());
  EXPECT_EQ(to_json(document.root), once);
}

TEST(FaultsOf, FindsUnsoundTables) {
  EXPECT_THAT(faults_of(survey()), IsEmpty());
  const Field bad{.type = FieldType::map,
                  .fields = {{.key = "a", .type = FieldType::integer, .text = "t", .fallback = "\"x\""},
                             {.key = "b", .text = "t", .fallback = "{"},
                             {.key = "c", .type = FieldType::list, .text = "t"},
                             {.key = "c", .text = "t"},
                             {.key = "d", .type = FieldType::number, .minimum = 2, .maximum = 1}}};
  EXPECT_THAT(faults_of(bad),
              ElementsAre(HasSubstr("file.a: the default does not fit"), HasSubstr("file.b: the default is no JSON"),
                          HasSubstr("file.c: `items`"), HasSubstr("file.c: an empty or doubled key"),
                          HasSubstr("file.d: no text"), HasSubstr("file.d: the minimum is above")));
}

TEST(SchemaToJson, WritesDraft07FromTheSameTable) {
  const auto json = nlohmann::json::parse(schema_to_json(survey(), "Survey", "https://example.org/survey.json"));
  EXPECT_EQ(json["$schema"], "http://json-schema.org/draft-07/schema#");
  EXPECT_EQ(json["title"], "Survey");
  EXPECT_EQ(json["type"], "object");
  EXPECT_EQ(json["additionalProperties"], false);
  EXPECT_EQ(json["required"], nlohmann::json({"version", "aoi"}));
  const auto& keys = json["properties"];
  EXPECT_EQ(keys["seed"],
            nlohmann::json({{"description", "Seed"}, {"type", "integer"}, {"minimum", 0}, {"default", 42}}));
  EXPECT_EQ(keys["method"]["enum"], nlohmann::json({"barest", "median", "none"}));
  EXPECT_EQ(keys["aoi"]["anyOf"][1]["properties"]["bbox"]["maxItems"], 4);
  EXPECT_EQ(keys["aoi"]["anyOf"][0], nlohmann::json({{"type", "string"}, {"minLength", 1}}));
  EXPECT_EQ(keys["offsets"]["additionalProperties"]["type"], "number");
  EXPECT_EQ(keys["mask"]["properties"]["buffer_m"]["maximum"], 1000);
  EXPECT_FALSE(keys["notes"].contains("type"));
}

TEST(SchemaToJson, RefusesADefaultThatIsNoJson) {
  EXPECT_THROW(schema_to_json({.key = "a", .fallback = "{"}, "t", "i"), Error);
}

TEST(Schema, SurvivesRandomFiles) {
  std::mt19937 random(3);
  const std::vector<std::string> words = {"version", "aoi",  "mask", "layers", "seed", "notes", "bbox", "1",
                                          "x",       "true", "[1]",  "{a: 1}", "'q'",  "null",  "-1e9"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (int line = 0; line < 8; ++line) {
      text += std::string(2 * (random() % 3), ' ') + words[random() % 7] + ": " +
              (random() % 4 == 0 ? "" : words[random() % words.size()]) + "\n";
    }
    try {
      YamlDocument document = parse_yaml(text, "s");
      if (find_problems(document, survey()).empty()) {
        fill_defaults(document.root, survey());
        ASSERT_THAT(find_problems(document, survey()), IsEmpty());
      }
    } catch (const Error& error) {
      ASSERT_EQ(error.exit_code(), 2) << text;
    }
  }
}

}  // namespace
}  // namespace greisen
