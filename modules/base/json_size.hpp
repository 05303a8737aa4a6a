// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace greisen {

/// Of a JSON that this program reads. Beyond the first its parser's trees are no longer copied without harm; beyond the
/// second they take more than half a gigabyte.
inline constexpr int kMostJsonLevels = 64;
inline constexpr std::size_t kMostJsonValues = 3'000'000;

/// Has it more brackets in each other, or more values, than that? To be asked before it is parsed: the parser's own
/// callback would look through a list anew at each object in it.
inline bool json_larger(std::string_view json, int levels = kMostJsonLevels, std::size_t values = kMostJsonValues) {
  int depth = 0;
  std::size_t count = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size() && depth <= levels && count <= values; ++i) {
    const char c = json[i];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') ++i;
    if (quoted) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == '{' || c == '[' || c == ',') ++count;
  }
  return depth > levels || count > values;
}

}  // namespace greisen
