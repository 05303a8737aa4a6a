// SPDX-License-Identifier: Apache-2.0
#include "base/progress_line.hpp"

#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace greisen {

namespace {

constexpr int kBarWidth = 20;

}  // namespace

bool dumb_terminal() { return environment_variable("TERM") == "dumb"; }

bool shows_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = lower(environment_variable(name));
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
