// SPDX-License-Identifier: Apache-2.0
// The door ./dev, its help, CONTRIBUTING.md, the presets and CI say the same.
#include <algorithm>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

std::string text_of(std::string_view path) {
  std::string text;
  for (const auto& line : read_source(path).lines) text += line + "\n";
  return text;
}

/// The words that main() of ./dev accepts: the labels of its `case`.
std::set<std::string> words_of_dev() {
  std::set<std::string> words;
  bool in_main = false;
  for (const auto& line : read_source("dev").lines) {
    in_main = in_main || line == "main() {";
    const auto paren = line.find(')');
    if (!in_main || line.find(";;") == std::string::npos || paren == std::string::npos) continue;
    std::istringstream labels(line.substr(0, paren));
    for (std::string label; labels >> label;) {
      if (label != "|" && label != "*" && !label.starts_with("-") && label != "help") words.insert(label);
    }
  }
  return words;
}

TEST(Doors, EveryWordOfDevIsInItsHelp) {
  const auto help = text_of("dev");
  const auto words = words_of_dev();
  EXPECT_TRUE(words.contains("test") && words.contains("demo") && words.contains("tsan"));
  for (const auto& word : words) {
    const bool told =
        help.find("\n  " + word + " ") != std::string::npos || help.find("| " + word + " ") != std::string::npos;
    EXPECT_TRUE(told) << word;
  }
}

TEST(Doors, EveryWordOfDevIsInContributing) {
  const auto guide = text_of("CONTRIBUTING.md");
  for (const auto& word : words_of_dev()) EXPECT_NE(guide.find("./dev " + word), std::string::npos) << word;
}

TEST(Doors, PresetsAreThoseThatDevBuilds) {
  const auto presets = text_of("CMakePresets.json");
  for (const auto* name : {"dev", "asan", "tsan", "release", "coverage"})
    EXPECT_NE(presets.find("\"name\": \"" + std::string(name) + "\""), std::string::npos) << name;
}

TEST(Doors, ContinuousIntegrationCallsDevTest) { EXPECT_NE(text_of(".ci/run").find("/dev\" test"), std::string::npos); }

TEST(Doors, OneListOfPackages) {
  for (const auto* path : {"dev", "docker/Dockerfile"}) {
    const auto text = text_of(path);
    EXPECT_NE(text.find("install-packages.sh"), std::string::npos) << path;
    EXPECT_EQ(text.find("apt-get install"), std::string::npos) << path << " installs on its own";
  }
}

}  // namespace
}  // namespace greisen::test
