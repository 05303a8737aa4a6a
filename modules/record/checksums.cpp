// SPDX-License-Identifier: Apache-2.0
#include "record/checksums.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace greisen {

namespace {

constexpr std::size_t kDigits = 64;

bool is_hash(std::string_view text) {
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// coreutils: a name with \, newline or carriage return has them escaped and the line begins with a backslash.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char next = ++i < text.size() ? text[i] : '\0';
    if (next != '\\' && next != 'n' && next != 'r') {
      return std::nullopt;
    }
    out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
  }
  return out;
}

std::optional<ChecksumLine> parse_line(std::string_view line) {
  const bool has_escapes = line.starts_with('\\');
  line.remove_prefix(has_escapes ? 1 : 0);
  if (line.size() <= kDigits + 2 || !is_hash(line.substr(0, kDigits))) {
    return std::nullopt;
  }
  const std::string_view between = line.substr(kDigits, 2);
  const std::string_view name = line.substr(kDigits + 2);
  const auto path = has_escapes ? unescaped(name) : std::optional<std::string>(name);
  if ((between != "  " && between != " *") || !path) {
    return std::nullopt;
  }
  return ChecksumLine{*path, std::string(line.substr(0, kDigits))};
}

}  // namespace

std::string checksums_text(std::vector<RecordedFile> files) {
  std::ranges::sort(files, {}, &RecordedFile::path);
  std::string text;
  for (const RecordedFile& file : files) {
    if (!is_hash(file.sha256) || file.path.empty()) {
      throw Error({"E1015", "a file has no checksum", {file.path, 0, 0, {}}, {}});
    }
    const std::string name = escaped(file.path);
    text += (name == file.path ? "" : "\\") + file.sha256 + "  " + name + "\n";
  }
  return text;
}

void write_checksums(const std::string& path, const std::vector<RecordedFile>& files) {
  write_file_atomically(path, checksums_text(files));
}

std::vector<ChecksumLine> parse_checksums(const std::string& text, const std::string& file_name) {
  std::vector<ChecksumLine> lines;
  int number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (line.empty()) {
      continue;
    }
    const auto parsed = parse_line(line);
    if (!parsed) {
      throw Error({"E3010",
                   "the line is no checksum and path",
                   {file_name, number, 1, line.substr(0, 200)},
                   "make the file anew by running the survey again"});
    }
    lines.push_back(*parsed);
  }
  return lines;
}

}  // namespace greisen
