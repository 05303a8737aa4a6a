// SPDX-License-Identifier: Apache-2.0
// Rules of the house on its own texts that no compiler knows.
#include <algorithm>
#include <cctype>
#include <functional>
#include <utility>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

using Rule = std::function<std::string(const SourceFile&, const std::string& line)>;

/// What a rule says of each line of each file; an empty answer is consent.
std::vector<std::string> broken(const std::vector<SourceFile>& files, const Rule& rule) {
  std::vector<std::string> found;
  for (const auto& file : files) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string answer = rule(file, file.lines[i]);
      if (!answer.empty()) found.push_back(at(file, i, answer));
    }
  }
  return found;
}

std::string first_word(const std::string& line, const std::vector<std::string>& words) {
  const auto found = std::ranges::find_if(words, [&](const std::string& word) { return has_word(line, word); });
  return found == words.end() ? std::string() : *found;
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string prints(const SourceFile& file, const std::string& line) {
  if (file.in("pipeline") || file.path.starts_with("modules/base/log") ||
      file.path.starts_with("modules/base/progress"))
    return {};
  const auto word = first_word(line, {"std::cout", "std::cerr", "std::clog", "printf", "fprintf", "puts", "fputs"});
  return word.empty() ? word : word + ": only the log, the progress and the pipeline print";
}

std::string asks_the_locale(const SourceFile& /*file*/, const std::string& line) {
  const auto word = first_word(line, {"strtod", "strtof", "atof", "stod", "stof", "sscanf", "sprintf", "snprintf",
                                      "setlocale", "CPLAtof", "std::locale"});
  return word.empty() ? word : word + " depends on the locale; see base/text.hpp";
}

std::string runs_threads(const SourceFile& file, const std::string& line) {
  if (file.path == "modules/raster/for_each_tile.hpp" || file.path == "modules/raster/fold_cells.hpp") return {};
  return line.find("#pragma omp") == std::string::npos ? "" : "OpenMP is for for_each_tile.hpp and fold_cells.hpp";
}

std::string hides_something(const SourceFile& file, const std::string& line) {
  if (line.find("catch (...) {}") != std::string::npos) return "an error is caught to be ignored";
  // XXH_INLINE_ALL is the switch by which xxhash is told to be a header
  if (line.starts_with("#define") && line != "#define XXH_INLINE_ALL") return "a macro";
  if (file.is_header() && has_word(line, "using namespace")) return "using namespace in a header";
  if (line.find("-ffast-math") != std::string::npos) return "fast-math loses NaN";
  return {};
}

std::string clang_cannot_read(const SourceFile& /*file*/, const std::string& line) {
  static const std::string advice = ": clang 14 (lint, tsan, fuzz) cannot compile it with libstdc++ 12; use iterators";
  for (const auto* name : {"subrange", "unique", "remove", "remove_if", "partition", "stable_partition", "rotate",
                           "equal_range", "search"}) {
    const std::string word = std::string("ranges::") + name;
    if (has_word(line, word)) return word + advice;
  }
  return line.find(std::string("std::") + "views::") == std::string::npos ? "" : "std::views" + advice;
}

/// Words in two halves, or these lists would find themselves.
std::vector<std::string> joined(const std::vector<std::pair<std::string, std::string>>& halves) {
  std::vector<std::string> words;
  for (const auto& [first, second] : halves) words.push_back(first + second);
  return words;
}

std::string unfinished(const SourceFile& /*file*/, const std::string& line) {
  static const auto words =
      joined({{"to", "do"}, {"fix", "me"}, {"x", "xx"}, {"st", "ub"}, {"not ", "implemented"}, {"place", "holder"}});
  const auto word = first_word(lower_case(line), words);
  return word.empty() ? word : "unfinished work: " + word;
}

std::string names_a_machine(const SourceFile& /*file*/, const std::string& line) {
  static const auto texts = joined({{"/wo", "rk/"},
                                    {"/ro", "ot/"},
                                    {"/ho", "me/"},
                                    {"/Us", "ers/"},
                                    {"deb.de", "bian"},
                                    {"snapshot.de", "bian"},
                                    {"registry.np", "m"},
                                    {"py", "pi.org"}});
  for (const auto& text : texts) {
    const auto found = line.find(text);
    if (found == std::string::npos) continue;
    const bool inside_a_path =
        found > 0 && (std::isalnum(static_cast<unsigned char>(line[found - 1])) != 0 || line[found - 1] == '.');
    if (!inside_a_path) return "a path or host of one machine: " + text;
  }
  return {};
}

void expect_kept(const std::vector<SourceFile>& files, const Rule& rule) {
  const auto wrong = broken(files, rule);
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Source, StartsWithItsLicence) {
  std::vector<std::string> wrong;
  for (const auto& file : all_sources()) {
    if (file.lines.empty() || file.lines[0] != "// SPDX-License-Identifier: Apache-2.0") wrong.push_back(file.path);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Source, HeadersAreGuarded) {
  std::vector<std::string> wrong;
  for (const auto& file : all_sources()) {
    if (file.is_header() && (file.lines.size() < 2 || file.lines[1] != "#pragma once")) wrong.push_back(file.path);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

/// The first include of a source, as written.
std::string first_include(const SourceFile& file) {
  for (const std::string& line : file.lines)
    if (line.starts_with("#include")) return line;
  return {};
}

/// Its compilation then proves that the header includes what it needs; target header_check takes the others.
TEST(Source, OwnHeaderComesFirst) {
  std::vector<std::string> wrong;
  const auto files = program_sources();
  for (const auto& header : files) {
    if (!header.is_header()) continue;
    const std::string stem = header.path.substr(0, header.path.size() - 4);
    const auto source = std::ranges::find(files, stem + ".cpp", &SourceFile::path);
    if (source == files.end()) continue;
    const std::string within = header.path.starts_with("modules/") ? header.path.substr(8) : header.path;
    if (first_include(*source) != "#include \"" + within + "\"") wrong.push_back(source->path);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Source, FilesHoldOneThing) {
  constexpr std::size_t kMostLines = 400;
  std::vector<std::string> wrong;
  for (const auto& file : all_sources()) {
    const bool is_table = file.path == "modules/base/error_codes.cpp";
    if (file.lines.size() > kMostLines && !is_table)
      wrong.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines");
  }
  EXPECT_TRUE(wrong.empty()) << "over " << kMostLines << " lines:" << listed(wrong);
}

TEST(Source, FileNamesAreSnakeCase) {
  std::vector<std::string> wrong;
  for (const auto& file : all_sources()) {
    const bool plain = std::ranges::all_of(file.path, [](unsigned char c) {
      return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_' || c == '/' || c == '.';
    });
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    if (!plain || std::ranges::count(name, '.') != 1) wrong.push_back(file.path);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Source, OnlyTheLogAndThePipelinePrint) { expect_kept(program_sources(), prints); }
TEST(Source, NumbersDoNotAskTheLocale) { expect_kept(program_sources(), asks_the_locale); }
TEST(Source, ThreadsRunInTwoHeadersOnly) { expect_kept(program_sources(), runs_threads); }
TEST(Source, NothingIsHidden) { expect_kept(program_sources(), hides_something); }
TEST(Source, ClangFourteenReadsIt) { expect_kept(all_sources(), clang_cannot_read); }
TEST(Source, NoUnfinishedWork) { expect_kept(all_sources(), unfinished); }

TEST(Source, NoPathOrHostOfOneMachine) {
  auto files = all_sources();
  const auto others =
      sources_in({"cmake", "configs", "docker", "docs", "sample_data", "tests", ".ci", ".githooks"},
                 {".cmake", ".sh", ".py", ".yaml", ".yml", ".md", ".txt", ".json", "Dockerfile", "run", "pre-commit"});
  files.insert(files.end(), others.begin(), others.end());
  for (const auto* path :
       {"dev", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CMakeLists.txt", "CMakePresets.json"})
    files.push_back(read_source(path));
  expect_kept(files, names_a_machine);
}

std::string answer(const Rule& rule, std::string path, const std::string& line) {
  return rule(source_of(std::move(path), line), line);
}

TEST(Source, RulesFindWhatTheyForbid) {
  EXPECT_NE(answer(prints, "modules/geo/a.cpp", "  std::cout << 1;"), "");
  EXPECT_EQ(answer(prints, "pipeline/a.cpp", "  std::cout << 1;"), "");
  EXPECT_NE(answer(asks_the_locale, "modules/geo/a.cpp", "x = std::stod(y);"), "");
  EXPECT_NE(answer(runs_threads, "modules/geo/a.cpp", "#pragma omp parallel for"), "");
  EXPECT_EQ(answer(runs_threads, "modules/raster/for_each_tile.hpp", "#pragma omp parallel"), "");
  EXPECT_NE(answer(hides_something, "modules/geo/a.cpp", "} catch (...) {}"), "");
  EXPECT_NE(answer(hides_something, "modules/geo/a.hpp", "using namespace std;"), "");
  EXPECT_NE(answer(hides_something, "modules/geo/a.cpp", "#define A 1"), "");
  EXPECT_NE(answer(clang_cannot_read, "modules/geo/a.cpp", std::string("x = std::ranges::") + "unique(y);"), "");
  EXPECT_NE(answer(unfinished, "modules/geo/a.cpp", std::string("// TO") + "DO: all"), "");
  EXPECT_EQ(answer(unfinished, "modules/geo/a.cpp", "// a todoist"), "");
  EXPECT_NE(answer(names_a_machine, "docs/a.md", std::string("see /wo") + "rk/main"), "");
  EXPECT_EQ(answer(names_a_machine, "docs/a.md", std::string("see frame") + "wo" + "rk/main"), "");
}

}  // namespace
}  // namespace greisen::test
