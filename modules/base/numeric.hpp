// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "base/error.hpp"

namespace greisen {

/// Maps floats to integers that sort like them: a < b ⇔ ordered_bits(a) < ordered_bits(b); −0 and +0 are one.
/// NaN has no place (its image is meaningless): leave missing out before.
constexpr std::uint32_t ordered_bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value == 0.0F ? 0.0F : value);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}
constexpr float from_ordered_bits(std::uint32_t ordered) {
  return std::bit_cast<float>((ordered & 0x80000000U) != 0 ? ordered & 0x7fffffffU : ~ordered);
}

/// An integer in another integer's type; E1011 where it does not fit.
template <std::integral To, std::integral From>
constexpr To narrow(From value) {
  if (!std::in_range<To>(value)) {
    throw Error({"E1011", "the number " + std::to_string(value) + " does not fit where the program put it"});
  }
  return static_cast<To>(value);
}

/// Nearest integer (halves away from zero); E1011 for NaN and what does not fit.
template <std::integral To>
To round_to(double value) {
  const double rounded = std::round(value);
  // 2^digits is exact in a double; the largest To itself need not be.
  const double above = std::ldexp(1.0, std::numeric_limits<To>::digits);
  const double below = std::is_signed_v<To> ? -above : 0.0;
  if (!(rounded >= below && rounded < above)) {
    throw Error({"E1011", "the number " + std::to_string(value) + " does not fit where the program put it"});
  }
  return static_cast<To>(rounded);
}

/// Nearest integer, held within the type; NaN gives `missing`.
template <std::integral To>
To saturate_to(double value, To missing) {
  if (std::isnan(value)) {
    return missing;
  }
  const double above = std::ldexp(1.0, std::numeric_limits<To>::digits);
  const double rounded = std::round(value);
  if (rounded >= above) {
    return std::numeric_limits<To>::max();
  }
  const double below = std::is_signed_v<To> ? -above : 0.0;
  return rounded <= below ? std::numeric_limits<To>::min() : static_cast<To>(rounded);
}

}  // namespace greisen
