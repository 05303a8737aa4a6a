// SPDX-License-Identifier: Apache-2.0
// Every code that is thrown has a row and a way to mend it; every row is thrown somewhere.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

constexpr std::string_view kTable = "modules/base/error_codes.cpp";

bool is_code(std::string_view text) {
  return text.size() == 5 && text[0] == 'E' &&
         std::ranges::all_of(text.substr(1), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Positions right after the opening quote of each "E1234" in a text.
std::vector<std::size_t> codes_in(std::string_view text) {
  std::vector<std::size_t> found;
  for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"', quote + 1)) {
    if (quote + 6 < text.size() && text[quote + 6] == '"' && is_code(text.substr(quote + 1, 5)))
      found.push_back(quote + 1);
  }
  return found;
}

std::string whole_text(const SourceFile& file) {
  std::string text;
  for (const auto& line : file.lines) text += line + "\n";
  return text;
}

/// Splits what stands between the brace at `open` and its partner at its top-level commas; strings are respected.
std::vector<std::string> members(std::string_view text, std::size_t open) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && text[i - 1] != '\\') quoted = !quoted;
    if (!quoted && (c == '}' || c == ')' || c == ']') && depth-- == 0) break;
    if (!quoted && (c == '{' || c == '(' || c == '[')) ++depth;
    if (!quoted && c == ',' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool blank(const std::string& text) { return text.find_first_not_of(" \n\"{}") == std::string::npos; }

/// Problems written in braces, `{"E1234", what, where, fix}`, without a fix. An internal failure (E1) has none to give.
std::vector<std::string> unmendable(const SourceFile& file) {
  std::vector<std::string> found;
  const std::string text = whole_text(file);
  for (const auto position : codes_in(text)) {
    const auto open = position - 2;
    if (text[position + 1] == '1' || text[open] != '{') continue;
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
      for (const auto position : codes_in(file.lines[i]))
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
}

TEST(ErrorCodes, ScannerSeesCodes) {
  EXPECT_EQ(codes_in(R"("E1234" "x" "E12345" "F1234" "E9999")").size(), 2U);
  EXPECT_FALSE(thrown_codes().empty());
}

}  // namespace
}  // namespace greisen::test
