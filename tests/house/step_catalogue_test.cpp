// SPDX-License-Identifier: Apache-2.0
// What every step owes: a line of text, a source, told parameters, units, and a test of its own.
#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evidence/registry.hpp"
#include "filters/registry.hpp"
#include "prospectivity/registry.hpp"
#include "support/source_tree.hpp"
#include "terrain/registry.hpp"

namespace greisen::test {
namespace {

struct Folder {
  std::string name;
  std::vector<Step> steps;
};

std::vector<Folder> folders() {
  return {{"filters", filters::steps()},
          {"terrain", terrain::steps()},
          {"evidence", evidence::steps()},
          {"prospectivity", prospectivity::steps()}};
}

std::filesystem::path under_source(const std::string& path) { return std::filesystem::path(GREISEN_SOURCE_DIR) / path; }

void expect_told(const Step& step, const Param& param) {
  EXPECT_FALSE(param.text.empty()) << step.id << ": " << param.name;
  EXPECT_TRUE(param.type != ParamType::word || !param.choices.empty() || !param.fallback || param.text.size() > 10)
      << step.id << ": " << param.name << " names no choices";
  if (param.minimum && param.maximum) {
    EXPECT_LT(*param.minimum, *param.maximum) << step.id << ": " << param.name;
  }
}

/// The outputs with default arguments on some inputs; empty where the step wants arguments or other inputs.
std::vector<Layer> default_outputs(const Step& step) {
  for (const int inputs : {1, 2, 3, 4}) {
    std::vector<Layer> layers(static_cast<std::size_t>(inputs));
    for (std::size_t i = 0; i < layers.size(); ++i) layers[i].name = "layer" + std::to_string(i);
    try {
      return step.shape(make_request(step, {}, layers, 20.0, 42)).outputs;
    } catch (const Error&) {
      continue;
    }
  }
  return {};
}

TEST(StepCatalogue, StepsAreTheFilesOfTheirFolder) {
  for (const auto& folder : folders()) {
    std::set<std::string> ids;
    std::set<std::string> files;
    for (const auto& step : folder.steps) ids.emplace(step.id);
    for (const auto& entry : std::filesystem::directory_iterator(under_source("modules/" + folder.name))) {
      if (entry.path().extension() == ".cpp") files.insert(entry.path().stem().string());
    }
    EXPECT_EQ(ids, files) << "modules/" << folder.name << ": a step's id is the name of its file";
  }
}

TEST(StepCatalogue, IdsAreUniqueOverAllFolders) {
  std::set<std::string> ids;
  for (const auto& folder : folders()) {
    for (const auto& step : folder.steps) EXPECT_TRUE(ids.emplace(step.id).second) << step.id << " stands twice";
  }
  EXPECT_GE(ids.size(), 5U);
}

TEST(StepCatalogue, EveryStepIsToldAndCited) {
  for (const auto& folder : folders()) {
    for (const auto& step : folder.steps) {
      EXPECT_GT(step.summary.size(), 10U) << step.id;
      EXPECT_FALSE(step.source.empty()) << step.id << " has no source";
      for (const auto& param : step.params) expect_told(step, param);
    }
  }
}

TEST(StepCatalogue, EveryStepComputesOneWay) {
  for (const auto& folder : folders()) {
    for (const auto& step : folder.steps) {
      EXPECT_TRUE(static_cast<bool>(step.shape)) << step.id;
      EXPECT_NE(static_cast<bool>(step.apply), static_cast<bool>(step.whole)) << step.id;
    }
  }
}

TEST(StepCatalogue, OutputsHaveNamesAndUnits) {
  int seen = 0;
  for (const auto& folder : folders()) {
    for (const auto& step : folder.steps) {
      const auto outputs = default_outputs(step);
      seen += outputs.empty() ? 0 : 1;
      for (const auto& layer : outputs) {
        EXPECT_FALSE(layer.name.empty()) << step.id;
        EXPECT_FALSE(layer.unit.empty()) << step.id << ": " << layer.name << " has no unit";
      }
    }
  }
  EXPECT_GT(seen, 0);
}

/// A file of its own, or a test of the room that calls it: small operators of one kind share a file. The contract
/// suite, which takes all steps by their list, does not count.
bool is_tested(const std::string& room, const std::string& id, const std::vector<SourceFile>& tests) {
  return std::ranges::any_of(tests, [&](const SourceFile& file) {
    if (file.path == "tests/" + room + "/" + id + "_test.cpp") return true;
    return std::ranges::any_of(file.lines, [&](const std::string& line) {
      return has_word(line, id + "()") || line.find('"' + id + '"') != std::string::npos || has_word(line, "::" + id);
    });
  });
}

TEST(StepCatalogue, EveryStepHasItsTest) {
  std::vector<std::string> wrong;
  for (const auto& folder : folders()) {
    const auto tests = sources_in({"tests/" + folder.name}, {"_test.cpp"});
    for (const auto& step : folder.steps) {
      const std::string id(step.id);
      if (!is_tested(folder.name, id, tests))
        wrong.push_back("tests/" + folder.name + "/" + id + "_test.cpp is not there");
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(StepCatalogue, AStepNobodyCallsIsFound) {
  const std::vector<SourceFile> tests = {source_of("tests/filters/other_test.cpp", "run(filters::pca(), x);\n")};
  EXPECT_TRUE(is_tested("filters", "pca", tests));
  EXPECT_TRUE(is_tested("filters", "other", tests));
  EXPECT_FALSE(is_tested("filters", "mnf", tests));
}

}  // namespace
}  // namespace greisen::test
