// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/words.hpp"

#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

std::multiset<std::string> places_in(const std::string& text) {
  static const std::regex place(R"(\{\w+\})");
  std::multiset<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) found.insert(it->str());
  return found;
}

TEST(Words, AreTheSameInEveryLanguage) {
  const Words english("en");
  for (const char* const language : {"es", "pt"}) {
    const Words other(language);
    ASSERT_EQ(other.all().size(), english.all().size()) << language;
    for (const auto& [key, text] : english.all()) {
      ASSERT_TRUE(other.all().contains(key)) << language << " lacks " << key;
      EXPECT_EQ(places_in(other(key)), places_in(text)) << language << " " << key;
      EXPECT_FALSE(other(key).empty()) << language << " " << key;
    }
  }
}

TEST(Words, EveryKeyTheProgramAsksForIsThere) {
  const Words words("en");
  const std::regex asked(R"(words\(\s*"([a-z0-9_]+)\")");
  int found = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(std::string(GREISEN_SOURCE_DIR) + "/pipeline")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string text = read_text_file(file.path().string(), 1 << 20);
    for (std::sregex_iterator it(text.begin(), text.end(), asked), end; it != end; ++it) {
      ++found;
      EXPECT_TRUE(words.all().contains((*it)[1].str())) << file.path() << ": " << (*it)[1].str();
    }
  }
  EXPECT_GT(found, 20);
}

TEST(Words, PlacesAreFilledOnce) {
  const Words words("en");
  EXPECT_EQ(words("outcome_some", {{"count", "{count}"}}), "{count} targets stand out from background.");
  EXPECT_EQ(words("no_such_key"), "no_such_key");
  EXPECT_THROW(Words("xx"), Error);
}

}  // namespace
}  // namespace greisen
