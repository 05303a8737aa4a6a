// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace greisen {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
constexpr std::size_t kLongestName = 120;

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7f && value < 0xa0); }

// XML 1.0 has no way to write most control characters, so they become U+FFFD.
std::string escape_markup(std::string_view text, std::string_view apostrophe) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    const std::string_view bytes = text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
    const bool blank = point.value == '\t' || point.value == '\n' || point.value == '\r';
    if (!point.valid || (point.value < 0x20 && !blank) || point.value == 0xfffe || point.value == 0xffff) {
      out += kReplacement;
      continue;
    }
    switch (point.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += apostrophe;
        break;
      default:
        out += bytes;
    }
  }
  return out;
}

std::string json_control(char32_t value) {
  switch (value) {
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      break;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  return std::string("\\u00") + kDigits[(value >> 4U) & 15U] + kDigits[value & 15U];
}

/// = + - @, of full width too, and the blanks that spreadsheets skip before them (OWASP, CSV injection).
bool begins_formula(std::string_view text) {
  constexpr std::array<std::string_view, 11> kBegins = {
      "=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
  return std::ranges::any_of(kBegins, [&](std::string_view begin) { return text.starts_with(begin); });
}

bool safe_in_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

}  // namespace

bool valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (!point.valid) {
      return false;
    }
    text.remove_prefix(point.bytes);
  }
  return true;
}

int column_of(std::string_view line, std::size_t byte_offset) {
  int column = 1;
  std::size_t offset = 0;
  while (offset < byte_offset && offset < line.size()) {
    offset += next_code_point(line.substr(offset)).bytes;
    column += offset <= byte_offset ? 1 : 0;
  }
  return column;
}

std::string printable(std::string_view whole, std::size_t max_bytes) {
  const std::string told = without_secrets(whole);  // before it is cut: half a password tells too
  std::string_view text = told;
  std::string out;
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (out.size() + point.bytes > max_bytes) {
      return out + "…";
    }
    out += !point.valid || is_control(point.value) ? std::string_view("?") : text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return out;
}

std::string escape_xml(std::string_view text) { return escape_markup(text, "&apos;"); }
std::string escape_html(std::string_view text) { return escape_markup(text, "&#39;"); }

std::string escape_json(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    const std::string_view bytes = text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
    if (!point.valid) {
      out += kReplacement;
    } else if (point.value == '"' || point.value == '\\') {
      out.append("\\").append(bytes);
    } else if (point.value < 0x20 || point.value == 0x7f) {
      out += json_control(point.value);
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string json_string(std::string_view text) { return '"' + escape_json(text) + '"'; }

std::string sql_literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out.append(c == '\'' ? 2 : 1, c);
  }
  return out + "'";
}

std::string csv_text(std::string_view text) {
  std::string field = begins_formula(text) ? "'" : "";
  bool quote = false;
  for (const char c : text) {
    field.append(c == '"' ? 2 : 1, c);
    quote = quote || c == '"' || c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t';
  }
  const bool blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  return quote || blank_edge ? '"' + field + '"' : field;
}

std::string safe_file_name(std::string_view text) {
  std::string name;
  while (!text.empty() && name.size() < kLongestName) {
    const CodePoint point = next_code_point(text);
    const char c = point.value < 0x80 && point.valid ? static_cast<char>(point.value) : '_';
    const bool leading_dot = c == '.' && name.empty();
    name += safe_in_name(c) && !leading_dot ? c : '_';
    text.remove_prefix(point.bytes);
  }
  return name.empty() ? "unnamed" : name;
}

}  // namespace greisen
