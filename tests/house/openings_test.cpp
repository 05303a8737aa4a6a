// SPDX-License-Identifier: Apache-2.0
// Files are opened in one place: geo/open_input, which names the drivers that may (SECURITY.md). What is asked of the
// file system is asked so that its answer is no exception.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

/// Where a line opens a file with GDAL by itself; empty: nowhere.
bool opens_by_itself(const std::string& line) {
  static constexpr std::array<const char*, 9> kWords = {"GDALOpen",     "GDALOpenEx",     "GDALOpenShared",
                                                        "OGROpen",      "OGROpenShared",  "GDALIdentifyDriver",
                                                        "CPLHTTPFetch", "curl_easy_init", "pfnOpen"};
  if (line.find("GDALDataset::Open(") != std::string::npos) return true;
  for (const char* const word : kWords)
    if (has_word(line, word)) return true;
  return false;
}

TEST(Openings, TheScannerSeesThem) {
  EXPECT_TRUE(opens_by_itself("  DatasetPtr a(GDALOpenEx(path, 0, nullptr, nullptr, nullptr));"));
  EXPECT_TRUE(opens_by_itself("  auto file = GDALDataset::Open(path);"));
  EXPECT_FALSE(opens_by_itself("  auto file = open_input(path, Purpose::raster);  // GDALOpenInfo"));
}

TEST(Openings, AreInOneRoom) {
  std::vector<std::string> findings;
  for (const SourceFile& file : program_sources()) {
    const bool the_room =
        file.path == "modules/geo/gdal/open_input.cpp" || file.path == "modules/geo/read/virtual_raster.cpp" ||
        file.path == "modules/geo/read/cube_driver.cpp" ||           // gives GDAL a driver
        file.path == "modules/geo/gdal/guarded_dataset.cpp" ||       // stands in for drivers
        file.path == "modules/geo/gdal/distrusted_databases.cpp" ||  // stands before those of databases
        file.path == "modules/geo/read/text_grid.cpp" ||             // before those of grids of words
        file.path == "modules/geo/gdal/guarded_service.cpp";         // opens, in a helper, what was let through
    for (std::size_t i = 0; i < file.lines.size() && !the_room; ++i)
      if (opens_by_itself(file.lines[i])) findings.push_back(at(file, i, "open it with geo::open_input"));
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

/// The arguments of the call whose bracket opens at `open`, at the outermost level.
std::vector<std::string> arguments_at(const std::string& text, std::size_t open) {
  std::vector<std::string> all(1);
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    const bool opens = text[i] == '(' || text[i] == '{' || text[i] == '[';
    const bool closes = text[i] == ')' || text[i] == '}' || text[i] == ']';
    if (closes && --depth == 0) break;
    if (text[i] == ',' && depth == 1)
      all.emplace_back();
    else if (depth > 0 && !(closes && depth == 0))
      all.back() += text[i];
    if (opens) ++depth;
  }
  return all;
}

bool is_name(const std::string& text) {
  const auto begin = text.find_first_not_of(" \n");
  return begin != std::string::npos &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", begin) == std::string::npos;
}

/// Where a text asks the file system in the form that throws: a name that is too long, a folder that may not be looked
/// into or a current folder that is gone then ends the program as its own fault.
std::vector<std::size_t> throwing_questions(const std::string& text) {
  static constexpr std::array<const char*, 32> kQuestions = {"exists(",
                                                             "is_regular_file(",
                                                             "is_directory(",
                                                             "is_symlink(",
                                                             "is_empty(",
                                                             "file_size(",
                                                             "remove(",
                                                             "remove_all(",
                                                             "rename(",
                                                             "create_directory(",
                                                             "create_directories(",
                                                             "canonical(",
                                                             "weakly_canonical(",
                                                             "absolute(",
                                                             "relative(",
                                                             "proximate(",
                                                             "symlink_status(",
                                                             "status(",
                                                             "equivalent(",
                                                             "copy(",
                                                             "copy_file(",
                                                             "temp_directory_path(",
                                                             "current_path(",
                                                             "space(",
                                                             "read_symlink(",
                                                             "last_write_time(",
                                                             "resize_file(",
                                                             "permissions(",
                                                             "create_symlink(",
                                                             "hard_link_count(",
                                                             "directory_iterator(",
                                                             "recursive_directory_iterator("};
  std::vector<std::size_t> found;
  for (const char* const space : {"fs::", "std::filesystem::"})
    for (const char* const question : kQuestions) {
      const std::string call = std::string(space) + question;
      for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
        const auto given = arguments_at(text, at + call.size() - 1);
        const bool of_status = given.front().find("status") != std::string::npos && given.size() == 1 &&
                               std::string(question).find("status") == std::string::npos;
        const bool least = std::string(question) == "temp_directory_path(" || std::string(question) == "current_path(";
        const bool is_end =
            given.size() == 1 && given.front().empty() && std::string(question).find("iterator") != std::string::npos;
        if (!of_status && !is_end && !(is_name(given.back()) && given.size() > (least ? 0U : 1U))) found.push_back(at);
      }
    }
  for (const char* const question : {".is_regular_file()", ".is_directory()", ".is_symlink()", ".file_size()",
                                     ">is_regular_file()", ">is_directory()", ">is_symlink()", ">file_size()"})
    for (std::size_t at = text.find(question); at != std::string::npos; at = text.find(question, at + 1))
      found.push_back(at);
  return found;
}

TEST(FileQuestions, TheScannerSeesThoseThatThrow) {
  for (const char* const text :
       {"if (fs::exists(path)) return;", "const auto p = fs::absolute(folder.empty() ? \".\" : folder).string();",
        "std::filesystem::is_empty(*folder)", "entry.is_regular_file()", "fs::temp_directory_path()",
        "for (const auto& e : fs::recursive_directory_iterator(folder))"})
    EXPECT_EQ(throwing_questions(text).size(), 1U) << text;
  for (const char* const text :
       {"fs::exists(path, unknown)", "fs::is_directory(status)", "fs::exists(fs::symlink_status(path, unknown))",
        "fs::temp_directory_path(none)", "fs::weakly_canonical(fs::absolute(path, failed), failed)",
        "fs::rename(from, to, failed)", "at->is_symlink(gone)"})
    EXPECT_TRUE(throwing_questions(text).empty()) << text;
}

TEST(FileQuestions, TakeAnErrorCode) {
  std::vector<std::string> findings;
  for (const SourceFile& file : program_sources()) {
    std::string text;
    for (const std::string& line : file.lines) text += line + "\n";
    for (const std::size_t found : throwing_questions(text)) {
      const auto line = static_cast<std::size_t>(std::ranges::count(text.substr(0, found), '\n'));
      findings.push_back(at(file, line, "ask with a std::error_code, and say what it tells"));
    }
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

}  // namespace
}  // namespace greisen::test
