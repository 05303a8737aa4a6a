// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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

}  // namespace greisen
