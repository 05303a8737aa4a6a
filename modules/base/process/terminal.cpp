// SPDX-License-Identifier: Apache-2.0
#include "base/process/terminal.hpp"

#include "base/utf8.hpp"

namespace greisen {
namespace {

/// Unicode's explicit directional formatting (UAX 9), line and paragraph separators, byte order mark.
bool turns_or_ends_lines(char32_t value) {
  return value == 0x061c || value == 0x200e || value == 0x200f || (value >= 0x2028 && value <= 0x202e) ||
         (value >= 0x2066 && value <= 0x2069) || value == 0xfeff;
}

bool is_blank(char32_t value) { return value == '\n' || value == '\t'; }

bool commands(char32_t value) { return value < 0x20 || (value >= 0x7f && value < 0xa0) || turns_or_ends_lines(value); }

template <class Instead>
std::string cleaned(std::string_view text, Instead&& instead) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (point.valid && (is_blank(point.value) || !commands(point.value)))
      out += text.substr(0, point.bytes);
    else
      out += instead(point);
    text.remove_prefix(point.bytes);
  }
  return out;
}

}  // namespace

std::string for_terminal(std::string_view text) {
  return cleaned(text, [](const CodePoint&) { return std::string("?"); });
}

std::string json_for_terminal(std::string_view json) {
  return cleaned(json, [](const CodePoint& point) {
    if (!point.valid) return std::string("?");
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[(point.value >> static_cast<unsigned>(shift)) & 15U];
    return text;
  });
}

}  // namespace greisen
