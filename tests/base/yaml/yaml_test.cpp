// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/yaml.hpp"

#include <chrono>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greisen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kSurvey = R"(# a survey
version: 1
name: "Valle del Ejemplo"
aoi: {bbox: [-7.5, 42, -7.4, 42.1], crs: EPSG:4326}
scenes:
  - {path: "scenes/S2*.SAFE"}
  - path: stack.tif
    scale: 0.0001
    bands: [blue, green]
dem:
mask: {cloud: true}
notes: |
  two
  lines
)";

Problem problem_of(const std::string& text) {
  try {
    parse_yaml(text, "survey.yaml");
  } catch (const Error& error) {
    return error.problems().front();
  }
  return {"", "no error", {}, {}};
}

TEST(Yaml, ReadsMapsListsAndScalars) {
  const YamlNode root = parse_yaml(kSurvey, "survey.yaml").root;
  EXPECT_EQ(root.at("version").as_int(), 1);
  EXPECT_EQ(root.at("name").as_string(), "Valle del Ejemplo");
  EXPECT_TRUE(root.at("name").quoted);
  EXPECT_THAT(root.at("aoi").at("bbox").as_doubles(), ElementsAre(-7.5, 42, -7.4, 42.1));
  EXPECT_EQ(root.at("aoi").at("crs").as_string(), "EPSG:4326");
  ASSERT_EQ(root.at("scenes").as_list().size(), 2U);
  EXPECT_EQ(root.at("scenes").items[1].at("scale").as_double(), 0.0001);
  EXPECT_THAT(root.at("scenes").items[1].at("bands").as_strings(), ElementsAre("blue", "green"));
  EXPECT_TRUE(root.at("mask").at("cloud").as_bool());
  EXPECT_EQ(root.at("notes").as_string(), "two\nlines\n");
  EXPECT_FALSE(root.has("dem")) << "null is absent";
  EXPECT_EQ(root.find("nothing"), nullptr);
}

TEST(Yaml, KnowsThePlaceOfEachValue) {
  const YamlDocument document = parse_yaml(kSurvey, "survey.yaml");
  const YamlNode& scale = document.root.at("scenes").items[1].at("scale");
  EXPECT_EQ(scale.line, 8);
  EXPECT_EQ(scale.column, 12);
  const Where place = document.where(scale);
  EXPECT_EQ(place.file, "survey.yaml");
  EXPECT_EQ(place.excerpt, "    scale: 0.0001");
  EXPECT_EQ(document.root.entries[4].key.text, "dem");
  EXPECT_EQ(document.root.entries[4].key.line, 10);
  EXPECT_EQ(document.root.entries[4].value.line, 10) << "an empty value stands at its key";
}

TEST(Yaml, ColumnsCountCharacters) {
  const YamlNode root = parse_yaml("{año: 1, peña: 2}", "a").root;
  EXPECT_EQ(root.entries[1].key.column, 10);
  EXPECT_EQ(root.entries[1].value.column, 16);
}

TEST(Yaml, ScalarsFollowTheCoreRulesAndNoMore) {
  const YamlNode root = parse_yaml(
                            "{a: 012, b: yes, c: off, d: 0x10, e: 1_000, f: 12:30, g: \"5\", h: .inf, i: 1e3, j: +4, "
                            "k: True, l: null, m: ~, n: '', o: 010.5}",
                            "a")
                            .root;
  EXPECT_EQ(root.at("a").as_int(), 12) << "no octal numbers";
  for (const char* key : {"b", "c", "d", "e", "f", "g", "h", "k", "n"}) {
    EXPECT_TRUE(root.at(key).is_text()) << key;
    EXPECT_FALSE(root.at(key).is_bool() || root.at(key).is_number()) << key;
  }
  EXPECT_TRUE(root.at("i").is_number());
  EXPECT_FALSE(root.at("i").is_integer());
  EXPECT_EQ(root.at("j").as_int(), 4);
  EXPECT_FALSE(root.has("l"));
  EXPECT_FALSE(root.has("m"));
  EXPECT_EQ(root.at("n").as_string(), "");
  EXPECT_EQ(root.at("o").as_double(), 10.5);
}

TEST(Yaml, AnEmptyFileIsNull) {
  for (const char* text : {"", "\n", "# only words\n", "---\n", "\xef\xbb\xbf"}) {
    EXPECT_TRUE(parse_yaml(text, "a").root.is_null()) << text;
  }
}

TEST(Yaml, TakesWindowsLinesAndByteOrderMark) {
  const YamlDocument document = parse_yaml(
      "\xef\xbb\xbf"
      "a: 1\r\nb: x\r\n",
      "a");
  EXPECT_EQ(document.root.at("b").as_string(), "x");
  EXPECT_EQ(document.root.at("b").line, 2);
  EXPECT_EQ(document.where(document.root.at("a")).excerpt, "a: 1");
}

TEST(Yaml, KeepsDoubledKeysForTheCheck) { EXPECT_EQ(parse_yaml("a: 1\na: 2\n", "a").root.entries.size(), 2U); }

TEST(Yaml, TellsWhereItIsBroken) {
  const Problem problem = problem_of("a: 1\nb: [1, 2\nc: 3\n");
  EXPECT_EQ(problem.code, "E2110");
  EXPECT_EQ(problem.where.file, "survey.yaml");
  EXPECT_GE(problem.where.line, 2);
  EXPECT_FALSE(problem.fix.empty());
}

struct Refused {
  const char* text;
  const char* code;
  int line;
  int column;
};

class YamlRefuses : public testing::TestWithParam<Refused> {};

TEST_P(YamlRefuses, WithCodeAndPlace) {
  const Problem problem = problem_of(GetParam().text);
  EXPECT_EQ(problem.code, GetParam().code) << problem.what;
  EXPECT_EQ(problem.where.line, GetParam().line);
  EXPECT_EQ(problem.where.column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(
    All, YamlRefuses,
    testing::Values(Refused{"a: &x 1\nb: *x\n", "E2111", 1, 4}, Refused{"a: 1\nb: *x\n", "E2110", 2, 4},
                    Refused{"a: 1\n<<: {b: 2}\n", "E2111", 2, 1}, Refused{"a: !!int 3\n", "E2111", 1, 4},
                    Refused{"a: &x {b: 1}\n", "E2111", 1, 4}, Refused{"? [a]\n: 1\n", "E2110", 1, 3},
                    Refused{": 1\n", "E2110", 1, 1}, Refused{"a: 1\n---\nb: 2\n", "E2114", 2, 1},
                    Refused{"a:\n\tb: 1\n", "E2115", 2, 1}, Refused{"a: \xff\n", "E2113", 1, 4},
                    Refused{"é: \x01\n", "E2113", 1, 4}, Refused{"a: 1\rb: 2\n", "E2113", 1, 5}));

TEST(Yaml, TabsInsideLinesAreFine) {
  EXPECT_EQ(parse_yaml("a: 1\t# one\n\t\nb: \"x\ty\"\n", "a").root.at("b").as_string(), "x\ty");
}

TEST(Yaml, HoldsItsLimits) {
  const std::string deep = std::string(65, '[') + std::string(65, ']');
  EXPECT_EQ(problem_of(deep).code, "E2112");
  EXPECT_NO_THROW(parse_yaml(deep.substr(1, 128), "a"));
  std::string many = "[";
  for (std::size_t i = 0; i < kMaxYamlNodes; ++i) {
    many += "1,";
  }
  EXPECT_EQ(problem_of(many + "]").code, "E2112");
  EXPECT_EQ(problem_of(std::string(kMaxYamlBytes + 1, ' ')).code, "E2112");
  EXPECT_THAT(problem_of(std::string(kMaxYamlBytes + 1, ' ')).what, HasSubstr("8 MiB"));
}

// Large texts that make careless parsers slow, deep or large.
TEST(Yaml, RefusesHostileTextsSoon) {
  for (const std::string piece :
       {"[",    "{",    "- ", "? ",  "a: ",  "-\n",   "'",  "\"", "&a ", "*a ", "!a ", "|\n",   ">\n ",
        "[[],", "{a: ", "#",  "a\n", "%A\n", "---\n", ": ", ",",  "]",   "`",   "\\",  "a:\n ", "[a, "}) {
    std::string text;
    while (text.size() < kMaxYamlBytes / 4) {
      text += piece;
    }
    const auto begin = std::chrono::steady_clock::now();
    try {
      parse_yaml(text, "a");
    } catch (const Error& error) {
      EXPECT_EQ(error.exit_code(), 2);
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(spent.count(), 20) << "for " << testing::PrintToString(piece);
  }
}

// Any change of a good file is read or refused with a place; nothing else happens.
TEST(Yaml, SurvivesRandomMutations) {
  std::mt19937 random(7);
  const std::string letters = "\t\n\r -:,[]{}#&*!|>'\"%@`?~<=\\.019aeE\xc3\xa9\xff\0";
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  int refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = kSurvey;
    const std::size_t changes = 1 + below(6);
    for (std::size_t k = 0; k < changes; ++k) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = letters[below(letters.size())];
          break;
        case 1:
          text.insert(at, 1, letters[below(letters.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(5));
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(40)));
      }
    }
    try {
      parse_yaml(text, "a");
    } catch (const Error& error) {
      ++refused;
      ASSERT_EQ(error.exit_code(), 2) << error.what();
      ASSERT_EQ(error.problems().front().where.file, "a");
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 19900);
}

TEST(YamlGetters, RefuseMisuseWithThePlace) {
  const YamlNode root = parse_yaml("a: x\nb: [1, y]\n", "a").root;
  const auto code_of = [](auto&& act) {
    try {
      act();
    } catch (const Error& error) {
      return std::string(error.code()) + " " + std::to_string(error.problems().front().where.line);
    }
    return std::string("none");
  };
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("a").as_double()); }), "E1013 1");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("a").as_bool()); }), "E1013 1");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("a").as_int()); }), "E1013 1");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("b").as_string()); }), "E1013 2");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("b").as_doubles()); }), "E1013 2");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("a").as_list()); }), "E1013 1");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("c")); }), "E1013 1");
  EXPECT_EQ(code_of([&] { static_cast<void>(root.at("a").at("c")); }), "E1013 1");
}

TEST(SetByPath, ReplacesAddsAndMakesMaps) {
  YamlNode root = parse_yaml("seed: 42\n", "a").root;
  set_by_path(root, "seed", "7");
  set_by_path(root, "grid.resolution_m", "20");
  set_by_path(root, "models", "[w-skarn, 'a b']");
  EXPECT_EQ(to_json(root), R"({"seed": 7, "grid": {"resolution_m": 20}, "models": ["w-skarn", "a b"]})");
  EXPECT_EQ(root.at("seed").line, -1);
}

TEST(SetByPath, RefusesPathsThroughValues) {
  YamlNode root = parse_yaml("seed: 42\n", "a").root;
  EXPECT_THROW(set_by_path(root, "seed.x", "7"), Error);
  EXPECT_THROW(set_by_path(root, "", "7"), Error);
  EXPECT_THROW(set_by_path(root, "a..b", "7"), Error);
  EXPECT_THROW(set_by_path(root, "a", "[1"), Error);
}

TEST(ToJson, WritesEveryKind) {
  const YamlNode root =
      parse_yaml("{a: null, b: 'null', c: 012, d: .5, e: true, f: \"q\\\"\", g: [], h: {}}", "a").root;
  EXPECT_EQ(to_json(root), R"({"a": null, "b": "null", "c": 12, "d": 0.5, "e": true, "f": "q\"", "g": [], "h": {}})");
}

}  // namespace
}  // namespace greisen
