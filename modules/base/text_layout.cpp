// SPDX-License-Identifier: Apache-2.0
#include "base/text_layout.hpp"

#include <algorithm>
#include <unistd.h>

#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace greisen {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;
constexpr std::size_t kLeastRoom = 20;

}  // namespace

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    width += point.valid ? static_cast<std::size_t>(display_width(point.value)) : 1;
    text.remove_prefix(point.bytes);
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string line(text);
  line.append(width - std::min(width, text_width(text)), ' ');
  return line;
}

std::size_t page_width() { return static_cast<std::size_t>(std::clamp(terminal_width(STDOUT_FILENO), 60, 110)); }

std::string folded(const std::string& left, const std::string& right, std::size_t width) {
  const std::size_t begin = kIndent + width + kGap;
  const std::size_t room = std::max(page_width() - std::min(page_width(), begin), kLeastRoom);
  std::string line = std::string(kIndent, ' ') + left;
  std::string text;
  std::size_t used = 0;  // columns of the right part in this line
  const auto next_line = [&] {
    text += line + "\n";
    line = std::string(begin, ' ');
    used = 0;
  };
  if (right.empty()) return line + "\n";
  if (text_width(left) > width) {
    next_line();
  } else {
    line = padded(line, begin);
  }
  for (const std::string& word : split(right, ' ')) {
    if (used > 0 && used + 1 + text_width(word) > room) next_line();
    line += (used > 0 ? " " : "") + word;
    used += (used > 0 ? 1 : 0) + text_width(word);
  }
  return text + line + "\n";
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += i + 1 < row.size() ? padded(row[i], widths[i] + kGap) : row[i];
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace greisen
