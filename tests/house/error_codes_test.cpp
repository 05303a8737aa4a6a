// SPDX-License-Identifier: Apache-2.0
// Every code that is thrown or warned has a row, and a way to mend it if it is thrown; every row is thrown somewhere.
#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/code_texts.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

constexpr std::string_view kTable = "modules/base/error_codes.cpp";

bool blank(const std::string& text) { return text.find_first_not_of(" \n\"{}") == std::string::npos; }

/// Problems written in braces, `{"E1234", what, where, fix}`, without a fix. An internal failure (E1) has none to give.
std::vector<std::string> unmendable(const SourceFile& file) {
  std::vector<std::string> found;
  const std::string text = whole_text(file);
  for (const auto position : codes_in(text)) {
    const auto open = position - 2;
    if (text[position] == 'W' || text[position + 1] == '1' || text[open] != '{') continue;
    const auto parts = members(text, open);
    if (parts.size() >= 4 && !blank(parts[3])) continue;
    const auto line =
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(open), '\n'));
    found.push_back(at(file, line, text.substr(position, 5) + " does not say how to mend it"));
  }
  return found;
}

std::map<std::string, std::string> thrown_codes() {
  std::map<std::string, std::string> first_place;
  for (const auto& file : program_sources()) {
    if (file.path == kTable) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string code = file.lines[i].substr(0, file.lines[i].find("//"));
      for (const auto position : codes_in(code))
        first_place.emplace(file.lines[i].substr(position, 5), at(file, i, ""));
    }
  }
  return first_place;
}

TEST(ErrorCodes, EveryCodeThrownHasARow) {
  std::vector<std::string> wrong;
  for (const auto& [code, place] : thrown_codes()) {
    if (find_code(code) == nullptr) wrong.push_back(place + code + " has no row in error_codes()");
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(ErrorCodes, EveryRowIsThrownSomewhere) {
  const auto thrown = thrown_codes();
  std::vector<std::string> wrong;
  for (const auto& row : error_codes()) {
    if (!thrown.contains(std::string(row.id))) wrong.emplace_back(row.id);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(ErrorCodes, RowsAreSortedUniqueAndExplained) {
  static const std::string exit_codes = "1234567";
  std::string before;
  for (const auto& row : error_codes()) {
    EXPECT_TRUE(is_code(row.id)) << row.id;
    EXPECT_NE(exit_codes.find(row.id[1]), std::string::npos) << row.id << ": its first digit is no exit code";
    EXPECT_LT(before, row.id);
    EXPECT_FALSE(row.title.empty()) << row.id;
    EXPECT_GT(row.explanation.size(), row.title.size()) << row.id << ": the explanation says no more than the title";
    before = row.id;
  }
  EXPECT_GT(error_codes().size(), 20U);
}

TEST(ErrorCodes, EveryProblemSaysHowToMendIt) {
  std::vector<std::string> wrong;
  for (const auto& file : program_sources()) {
    if (file.path != kTable) std::ranges::copy(unmendable(file), std::back_inserter(wrong));
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(ErrorCodes, ScannerSeesMissingFixes) {
  const auto count = [](std::string_view text) { return unmendable(source_of("modules/a.cpp", text)).size(); };
  EXPECT_EQ(count(R"(throw Error({"E2101", "bad, very", {file, 1, 2}, "mend it"});)"), 0U);
  EXPECT_EQ(count(R"(throw Error({"E2101", "bad, very", {file, 1, 2}, ""});)"), 1U);
  EXPECT_EQ(count(R"(throw Error({"E2101", "bad, very", {file, 1, 2}});)"), 1U);
  EXPECT_EQ(count(R"(throw Error({"E2101", text(a, b)});)"), 1U);
  EXPECT_EQ(count(R"(throw Error({"E1001", "a bug", {}});)"), 0U);
  EXPECT_EQ(count(R"(return fail("E2101", "made elsewhere");)"), 0U);
  EXPECT_EQ(count(R"(log.warn("W3101", "left out");)"), 0U);
}

TEST(ErrorCodes, ScannerSeesCodes) {
  EXPECT_EQ(codes_in(R"("E1234" "x" "E12345" "F1234" "E9999" "W1234")").size(), 3U);
  EXPECT_FALSE(thrown_codes().empty());
}

}  // namespace
}  // namespace greisen::test
