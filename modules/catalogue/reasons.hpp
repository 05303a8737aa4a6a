// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace greisen {

/// Why a pixel was not judged: the bits of reasons.tif (contract.md, section 3).
enum class Reason : std::uint16_t {
  none = 0,
  nodata = 1,
  cloud = 2,
  shadow = 4,
  water = 8,
  snow = 16,
  vegetation = 32,
  urban = 64,
  dark = 128,
  saturated = 256,
  cirrus = 512,
  terrain_shadow = 1024,
  outside = 2048,
};

/// The word used in configs and reports for a bit, such as "terrain_shadow"; empty for a combination.
std::string_view to_word(Reason reason);
std::optional<Reason> reason_of(std::string_view word);

/// The bits of a pixel of a `reasons` layer; a missing one is nodata.
constexpr std::uint32_t reason_bits(float value) {
  return value >= 0.0F ? static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(Reason::nodata);
}

/// Or of bits.
constexpr std::uint16_t bits_of(std::initializer_list<Reason> reasons) {
  std::uint16_t all = 0;
  for (const Reason reason : reasons) all = static_cast<std::uint16_t>(all | static_cast<std::uint16_t>(reason));
  return all;
}

}  // namespace greisen
