// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greisen::test {

/// A text of the source tree; `path` is relative to its top, with '/'.
struct SourceFile {
  std::string path;
  std::vector<std::string> lines;

  [[nodiscard]] bool is_header() const { return path.ends_with(".hpp"); }
  [[nodiscard]] bool in(std::string_view folder) const { return path.starts_with(std::string(folder) + "/"); }
};

SourceFile source_of(std::string path, std::string_view text);
SourceFile read_source(std::string_view path);

/// All files below the folders whose names end as told, sorted by path.
std::vector<SourceFile> sources_in(const std::vector<std::string>& folders, const std::vector<std::string>& endings);
/// Our own C++: modules, pipeline, sample_data.
std::vector<SourceFile> program_sources();
/// The same and tests.
std::vector<SourceFile> all_sources();

/// `word` stands in `line` with neither letter, digit nor '_' beside it.
bool has_word(std::string_view line, std::string_view word);
/// "path:12: message"
std::string at(const SourceFile& file, std::size_t line_index, std::string_view message);
/// One finding a line, for the message of a failed test.
std::string listed(const std::vector<std::string>& findings);

}  // namespace greisen::test
