// SPDX-License-Identifier: Apache-2.0
#include "support/source_tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace greisen::test {
namespace {

namespace fs = std::filesystem;

bool ends_as_told(const std::string& path, const std::vector<std::string>& endings) {
  return std::ranges::any_of(endings, [&](const std::string& ending) { return path.ends_with(ending); });
}

bool part_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

SourceFile source_of(std::string path, std::string_view text) {
  SourceFile file{std::move(path), {}};
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

SourceFile read_source(std::string_view path) {
  const fs::path full = fs::path(GREISEN_SOURCE_DIR) / path;
  const std::ifstream in(full, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + full.string());
  std::ostringstream text;
  text << in.rdbuf();
  return source_of(std::string(path), text.str());
}

std::vector<SourceFile> sources_in(const std::vector<std::string>& folders, const std::vector<std::string>& endings) {
  std::vector<SourceFile> files;
  const fs::path top = GREISEN_SOURCE_DIR;
  for (const auto& folder : folders) {
    if (!fs::exists(top / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
      const std::string path = fs::relative(entry.path(), top).generic_string();
      if (entry.is_regular_file() && ends_as_told(path, endings)) files.push_back(read_source(path));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<SourceFile> program_sources() {
  return sources_in({"modules", "pipeline", "sample_data"}, {".cpp", ".hpp"});
}

std::vector<SourceFile> all_sources() {
  return sources_in({"modules", "pipeline", "sample_data", "tests"}, {".cpp", ".hpp"});
}

bool has_word(std::string_view line, std::string_view word) {
  for (auto found = line.find(word); found != std::string_view::npos; found = line.find(word, found + 1)) {
    const auto end = found + word.size();
    const bool starts = found == 0 || !part_of_word(line[found - 1]);
    const bool ends = end == line.size() || !part_of_word(line[end]);
    if (starts && ends) return true;
  }
  return false;
}

std::string at(const SourceFile& file, std::size_t line_index, std::string_view message) {
  return file.path + ":" + std::to_string(line_index + 1) + ": " + std::string(message);
}

std::string listed(const std::vector<std::string>& findings) {
  std::string text;
  for (const auto& finding : findings) text += "\n  " + finding;
  return text;
}

}  // namespace greisen::test
