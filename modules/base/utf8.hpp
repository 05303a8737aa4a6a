// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace greisen {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = false;  ///< false: a byte that begins no well-formed sequence (overlong and surrogates are none)
};

/// The first code point of a text that is not empty.
CodePoint next_code_point(std::string_view text);

/// Columns of a terminal it takes: 0 for combining marks, 2 for East Asian wide characters, else 1.
int display_width(char32_t value);

}  // namespace greisen
