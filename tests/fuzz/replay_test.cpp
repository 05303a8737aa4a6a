// SPDX-License-Identifier: Apache-2.0
// The seeds of the fuzzers, and every crash that became one, as an ordinary test.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fuzz/targets.hpp"

namespace greisen::fuzz {
namespace {

std::vector<std::string> seeds(const std::string& name) {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(GREISEN_SOURCE_DIR) / "tests/fuzz/corpus" / name)) {
    const std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    texts.push_back(text.str());
  }
  std::ranges::sort(texts);
  return texts;
}

/// Cuts, doubles and overwrites bytes: a poor man's fuzzer with a fixed seed.
std::string mangled(std::string text, std::mt19937& random) {
  const auto place = [&] { return text.empty() ? 0 : random() % text.size(); };
  switch (random() % 4) {
    case 0:
      text.resize(place());
      break;
    case 1:
      text.insert(place(), text.substr(place(), 1 + random() % 16));
      break;
    case 2:
      text.erase(place(), 1 + random() % 4);
      break;
    default:
      if (!text.empty()) text[place()] = static_cast<char>(random() % 256);
  }
  return text;
}

class Replay : public testing::TestWithParam<std::string> {};

TEST_P(Replay, SeedsAndTheirWreckageAreReadOrRefused) {
  const auto target = targets().at(GetParam());
  const auto texts = seeds(GetParam());
  ASSERT_GE(texts.size(), 3U);
  std::mt19937 random(42);
  for (const auto& text : texts) {
    target(text);
    std::string wreck = text;
    for (int round = 0; round < 200; ++round) {
      wreck = mangled(round % 20 == 0 ? text : wreck, random);
      target(wreck);
    }
  }
}

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& [name, target] : targets()) found.push_back(name);
  return found;
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, testing::ValuesIn(names()), [](const auto& test) { return test.param; });

}  // namespace
}  // namespace greisen::fuzz
