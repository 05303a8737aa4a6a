// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/secrets.hpp"
#include "base/utf8.hpp"

namespace greisen {

namespace {

constexpr int kExcerptColumns = 120;  // a longer line is shown in part
constexpr int kColumnsBefore = 60;

std::vector<Problem> single(Problem problem) {
  std::vector<Problem> problems;
  problems.push_back(std::move(problem));
  return problems;
}

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += (text.empty() ? "" : "\n") + to_text(problem);
  }
  return text;
}

struct CaretLines {
  std::string line;
  std::string caret;
};

// A character as it is shown, and the blanks that are as wide; tabs stay tabs in both.
CaretLines shown(std::string_view excerpt, const CodePoint& point) {
  if (point.value == '\t') {
    return {"\t", "\t"};
  }
  if (!point.valid || point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0)) {
    return {"?", " "};
  }
  return {std::string(excerpt.substr(0, point.bytes)),
          std::string(static_cast<std::size_t>(display_width(point.value)), ' ')};
}

// The line from code point `first` on and the blanks that bring a caret under code point `target`. A place beyond the
// end is shown just past it.
CaretLines caret_lines(std::string_view excerpt, int first, int target) {
  excerpt = excerpt.substr(0, excerpt.find_first_of("\r\n"));
  CaretLines lines;
  for (int index = 0; !excerpt.empty() && index < first + kExcerptColumns; ++index) {
    const CodePoint point = next_code_point(excerpt);
    if (index >= first) {
      const CaretLines one = shown(excerpt, point);
      lines.line += one.line;
      lines.caret += index < target ? one.caret : "";
    }
    excerpt.remove_prefix(point.bytes);
  }
  lines.caret += '^';
  return lines;
}

std::string excerpt_text(const Where& where) {
  const std::string indent = "    ";
  if (where.column <= 0) {
    return "\n" + indent + caret_lines(where.excerpt, 0, 0).line;
  }
  const int target = where.column - 1;
  const int first = target < kExcerptColumns - 1 ? 0 : target - kColumnsBefore;
  const CaretLines lines = caret_lines(where.excerpt, first, target);
  return "\n" + indent + lines.line + "\n" + indent + lines.caret;
}

std::string place_text(const Where& where) {
  std::string text = where.file;
  if (where.line > 0) {
    text += (text.empty() ? "line " : ":") + std::to_string(where.line);
    if (where.column > 0) {
      text += ":" + std::to_string(where.column);
    }
  }
  return text;
}

}  // namespace

Error::Error(Problem problem) : Error(single(std::move(problem))) {}

void Error::set_text() {
  for (Problem& problem : problems_)
    for (std::string* text : {&problem.what, &problem.where.file, &problem.where.excerpt, &problem.fix})
      *text = without_secrets(*text);
  if (problems_.empty()) {
    problems_.push_back({"E1001", "an error without a problem was thrown", {}, {}});
  }
  text_ = joined(problems_);
}

int Error::exit_code() const noexcept {
  const std::string_view id = code();
  return id.size() == 5 && id[0] == 'E' && id[1] >= '1' && id[1] <= '7' ? id[1] - '0' : 1;
}

const ErrorCode* find_code(std::string_view id) {
  const auto same = [&](const ErrorCode& row) {
    return std::ranges::equal(row.id, id,
                              [](char a, char b) { return a == b || ((a == 'E' || a == 'W') && b == a - 'A' + 'a'); });
  };
  const auto found = std::ranges::find_if(error_codes(), same);
  return found == error_codes().end() ? nullptr : &*found;
}

std::string to_text(const Problem& problem) {
  std::string text = std::string(problem.code) + ": " + problem.what;
  const std::string place = place_text(problem.where);
  if (!place.empty()) {
    text += "\n  at " + place;
  }
  if (!problem.where.excerpt.empty()) {
    text += excerpt_text(problem.where);
  }
  if (!problem.fix.empty()) {
    text += "\n  fix: " + problem.fix;
  }
  return text;
}

}  // namespace greisen
