// SPDX-License-Identifier: Apache-2.0
#include "base/progress_line.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace greisen {

namespace {

constexpr int kBarWidth = 20;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

bool dumb_terminal() { return variable("TERM") == "dumb"; }

bool shows_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = lower(variable(name));
    if (!value.empty()) {
      return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
  }
  return false;
}

std::string progress_bar(double share, bool blocks) {
  const int full = static_cast<int>(share * kBarWidth);
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) {
    bar += i < full ? (blocks ? "█" : "#") : (blocks ? "░" : ".");
  }
  return "[" + bar + "]";
}

std::string first_columns(std::string_view text, int columns) {
  std::string out;
  int used = 0;
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    used += display_width(point.value);
    if (used > columns) {
      break;
    }
    out += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return out;
}

}  // namespace greisen
