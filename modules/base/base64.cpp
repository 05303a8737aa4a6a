// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace greisen {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U | (k < count ? static_cast<std::uint8_t>(bytes[i + k]) : std::uint8_t{0});
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kLetters[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const std::string_view four = text.substr(i, 4);
    const bool last = i + 4 >= text.size();
    const std::size_t letters = last ? four.find_last_not_of('=') + 1 : 4;
    if (four.size() < 4 || letters < 2) return std::nullopt;
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t value = k < letters ? kLetters.find(four[k]) : 0;
      if (value == std::string_view::npos) return std::nullopt;
      bits = bits << 6U | static_cast<std::uint32_t>(value);
    }
    for (std::size_t k = 0; k + 1 < letters; ++k) bytes += static_cast<char>(bits >> (16 - 8 * k) & 255U);
  }
  return base64(bytes) == text ? std::optional(bytes) : std::nullopt;
}

}  // namespace greisen
