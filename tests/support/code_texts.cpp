// SPDX-License-Identifier: Apache-2.0
#include "support/code_texts.hpp"

#include <algorithm>
#include <cctype>

namespace greisen::test {
namespace {

/// The bracket that the code at `position` stands in.
std::size_t bracket_of(std::string_view text, std::size_t position) {
  std::size_t at = position;
  while (at > 0 && text[at] != '{' && text[at] != '(') --at;
  return at;
}

/// Adjacent texts of a C++ expression in one, … for each run of anything else.
std::string quoted_texts(std::string_view expression) {
  std::string all;
  bool other = false;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] != '"') {
      other = other || expression[i] == ':' || std::isalnum(static_cast<unsigned char>(expression[i])) != 0;
      continue;
    }
    if (other) all += "…";
    other = false;
    for (++i; i < expression.size() && expression[i] != '"'; ++i) {
      if (expression[i] == '\\') ++i;
      if (i < expression.size()) all += expression[i];
    }
  }
  return all + (other ? "…" : "");
}

}  // namespace

bool is_code(std::string_view text) {
  return text.size() == 5 && (text[0] == 'E' || text[0] == 'W') &&
         std::ranges::all_of(text.substr(1), [](unsigned char c) { return std::isdigit(c) != 0; });
}

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

std::vector<CodeText> code_texts(const SourceFile& file) {
  std::vector<CodeText> found;
  const std::string text = whole_text(file);
  for (const std::size_t position : codes_in(text)) {
    const std::vector<std::string> parts = members(text, bracket_of(text, position));
    if (parts.size() < 2 || parts.front().find(text.substr(position, 5)) == std::string::npos) continue;
    const auto line =
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
    found.push_back({at(file, line, text.substr(position, 5)), quoted_texts(parts.back())});
  }
  return found;
}

}  // namespace greisen::test
