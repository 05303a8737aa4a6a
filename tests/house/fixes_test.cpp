// SPDX-License-Identifier: Apache-2.0
// What an error tells to do can be done: the keys, options and verbs that it names are there.
#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/globals.hpp"
#include "pipeline/cli/tree.hpp"
#include "pipeline/survey/survey.hpp"
#include "pipeline/verbs/verbs.hpp"
#include "support/code_texts.hpp"

namespace greisen::test {
namespace {

/// All that a text may send its reader to.
struct Known {
  std::set<std::string> options;
  std::set<std::string> verbs = {"help"};
  std::set<std::string> lists;                        ///< what `greisen list` takes
  std::map<std::string, std::set<std::string>> keys;  ///< of the survey, by where they stand: "" and "mask.vegetation"
  std::set<std::string> names;                        ///< the last words of all keys
};

void add_keys(const Field& field, const std::string& path, Known& known) {
  for (const Field& item : field.items) add_keys(item, path, known);
  for (const Field& one : field.fields) {
    known.keys[path].insert(one.key);
    known.names.insert(one.key);
    add_keys(one, path.empty() ? one.key : path + "." + one.key, known);
  }
}

const Known& known() {
  static const Known all = [] {
    Known known;
    CLI::App globals("", "greisen");
    GlobalTexts texts;
    Declaration of_all(globals);
    declare_globals(of_all, texts);
    const auto add_options = [&](const VerbRow& row) {
      for (const OptionRow& option : row.options) {
        known.options.insert(option.names.begin(), option.names.end());
        if (row.name == "list" && option.argument) known.lists.insert(option.choices.begin(), option.choices.end());
      }
    };
    add_options(describe(globals));
    for (const Verb& verb : verbs()) {
      CLI::App root("", "greisen");
      CLI::App& app = *root.add_subcommand(std::string(verb.name));
      Declaration declared(app);
      const auto kept = verb.declare(declared);
      known.verbs.insert(std::string(verb.name));
      add_options(describe(app));
    }
    add_keys(survey_schema(), "", known);
    return known;
  }();
  return all;
}

std::vector<std::smatch> matches(const std::string& text, const std::regex& pattern) {
  return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

bool is_file_name(const std::string& dotted) {
  static const std::set<std::string> endings = {"csv", "gpkg", "json", "yaml", "md",  "tif", "html",
                                                "pdf", "py",   "shp",  "cpg",  "sha", "xml", "tsv"};
  return endings.contains(dotted.substr(dotted.rfind('.') + 1));
}

/// "grid.resolution_m" of the survey, whose first part is a key of it.
void find_wrong_paths(const std::string& text, std::vector<std::string>& wrong) {
  static const std::regex dotted(R"(([a-z_]+)((\.[a-z_]+)+))");
  for (const std::smatch& match : matches(text, dotted)) {
    if (!known().keys.at("").contains(match[1]) || is_file_name(match[0])) continue;
    const std::string path = match[0];
    const std::string above = path.substr(0, path.rfind('.'));
    const auto place = known().keys.find(above);
    if (place == known().keys.end() || !place->second.contains(path.substr(above.size() + 1))) wrong.push_back(path);
  }
}

/// "crs: EPSG:4326", "geology: {path, field, legend}", "composite: {method: geomedian}".
void find_wrong_keys(const std::string& text, std::vector<std::string>& wrong) {
  static const std::regex valued(R"((^|[^A-Za-z_.])([a-z_]+): (EPSG|true|false|FILE|YYYY|\{([a-z][^}]*)\}))");
  for (const std::smatch& match : matches(text, valued)) {
    const std::string key = match[2];
    if (!known().names.contains(key)) wrong.push_back(key + ":");
    if (!match[4].matched || !known().keys.contains(key)) continue;
    for (const std::string& part : split(match[4].str(), ',')) {
      const std::string name(trim(part.substr(0, part.find(':'))));
      if (!name.empty() && !name.starts_with("…") && !known().keys.at(key).contains(name))
        wrong.push_back(key + ": {" + name + "}");
    }
  }
}

/// What a text names that is not there.
std::vector<std::string> wrong_in(const std::string& text) {
  static const std::regex option("--[a-z][a-z-]*[a-z]");
  static const std::regex verb(R"((^|[^A-Za-z])greisen ([a-z]+)( ([a-z]+))?)");
  static const std::set<std::string> prose = {"is", "says", "does", "tells"};
  std::vector<std::string> wrong;
  for (const std::smatch& match : matches(text, option))
    if (!known().options.contains(match[0])) wrong.push_back(match[0]);
  for (const std::smatch& match : matches(text, verb)) {
    if (prose.contains(match[2])) continue;
    if (!known().verbs.contains(match[2])) wrong.push_back("greisen " + match[2].str());
    if (match[2] == "list" && match[4].matched && !known().lists.contains(match[4]) && match[4] != "shows")
      wrong.push_back("greisen list " + match[4].str());
  }
  find_wrong_paths(text, wrong);
  find_wrong_keys(text, wrong);
  return wrong;
}

TEST(Fixes, NameOnlyKeysOptionsAndVerbsThatAreThere) {
  std::vector<std::string> wrong;
  std::size_t told = 0;
  for (const SourceFile& file : program_sources())
    for (const CodeText& one : code_texts(file)) {
      ++told;
      for (const std::string& name : wrong_in(one.text)) wrong.push_back(one.place + " names " + name);
    }
  EXPECT_GT(told, 300U);
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Fixes, TheScannerSeesWhatIsNotThere) {
  using List = std::vector<std::string>;
  EXPECT_EQ(
      wrong_in("give --resolution-m, see greisen inspect, set grid.resolution_m, write composite: {method: none}"),
      List{});
  EXPECT_EQ(wrong_in("give --resolution-px"), List{"--resolution-px"});
  EXPECT_EQ(wrong_in("see: greisen look FILE"), List{"greisen look"});
  EXPECT_EQ(wrong_in("`greisen list minerals`"), List{"greisen list minerals"});
  EXPECT_EQ(wrong_in("set mask.clouds or mask.cloud"), List{"mask.clouds"});
  EXPECT_EQ(wrong_in("targets.csv and run.json are files"), List{});
  EXPECT_EQ(wrong_in("name it, such as proj: EPSG:4326"), List{"proj:"});
  EXPECT_EQ(wrong_in("give geology: {path, column, legend}"), List{"geology: {column}"});
}

TEST(Fixes, TheScannerReadsTheLastTextOfAProblem) {
  const auto texts = [](std::string_view code) { return code_texts(source_of("modules/a.cpp", code)); };
  ASSERT_EQ(texts(R"(throw Error({"E2101", "bad", {f}, "mend " + how() + " it"});)").size(), 1U);
  EXPECT_EQ(texts(R"(throw Error({"E2101", "bad", {f}, "mend " + how() + " it"});)").front().text, "mend … it");
  EXPECT_EQ(texts(R"(refuse("E2101", reading, "bad",
      "one " "two");)")
                .front()
                .text,
            "one two");
  EXPECT_EQ(texts(R"(log.warn("W3101", a ? "b" : "c");)").front().text, "…b…c");
}

}  // namespace
}  // namespace greisen::test
