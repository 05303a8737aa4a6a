// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace greisen {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// The main blocks of Unicode 15, East Asian Width W and F.
constexpr std::array<Range, 10> kWide = {{{0x1100, 0x115f},
                                          {0x2e80, 0x303e},
                                          {0x3041, 0xa4cf},
                                          {0xa960, 0xa97c},
                                          {0xac00, 0xd7a3},
                                          {0xf900, 0xfaff},
                                          {0xfe30, 0xfe6f},
                                          {0xff01, 0xff60},
                                          {0x1f300, 0x1faff},
                                          {0x20000, 0x3fffd}}};
constexpr std::array<Range, 6> kCombining = {
    {{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t value) {
  return std::ranges::any_of(ranges, [&](const Range& r) { return value >= r.first && value <= r.last; });
}

struct Lead {
  std::size_t bytes;
  char32_t bits;
  char32_t least;  // a smaller value would have had a shorter form
};

Lead lead_of(unsigned char first) {
  if (first < 0x80) {
    return {1, first, 0};
  }
  if (first >= 0xc2 && first < 0xe0) {
    return {2, first & 0x1fU, 0x80};
  }
  if (first >= 0xe0 && first < 0xf0) {
    return {3, first & 0x0fU, 0x800};
  }
  if (first >= 0xf0 && first < 0xf5) {
    return {4, first & 0x07U, 0x10000};
  }
  return {0, 0, 0};
}

}  // namespace

CodePoint next_code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const Lead lead = lead_of(first);
  if (lead.bytes == 0 || text.size() < lead.bytes) {
    return {first, 1, false};
  }
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0U) != 0x80U) {
      return {first, 1, false};
    }
    value = (value << 6U) | (byte & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < lead.least || surrogate || value > 0x10ffff) {
    return {first, 1, false};
  }
  return {value, lead.bytes, true};
}

int display_width(char32_t value) {
  if (value < 0x300) {
    return 1;
  }
  if (within(kCombining, value)) {
    return 0;
  }
  return within(kWide, value) ? 2 : 1;
}

}  // namespace greisen
