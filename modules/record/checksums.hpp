// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "record/run_record.hpp"

namespace greisen {

/// The text `sha256sum -c` reads: one line a file, sorted by path; a path with a backslash or a newline is escaped its
/// way. Every file must have its hash (E1015).
std::string checksums_text(std::vector<RecordedFile> files);
/// Atomically to `path`; files are relative to its folder.
void write_checksums(const std::string& path, const std::vector<RecordedFile>& files);

struct ChecksumLine {
  std::string path;
  std::string sha256;
};
/// Reads such a text back; E3010 with the line on anything else.
std::vector<ChecksumLine> parse_checksums(const std::string& text, const std::string& file_name);

}  // namespace greisen
