// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "catalogue/reasons.hpp"

namespace greisen::scene {

/// How a reason bit is shown to people.
struct ReasonRow {
  Reason reason;
  std::string_view text;  ///< "cloud shadow"
};

/// All bits of reasons.tif, in rising order.
std::span<const ReasonRow> reason_rows();

/// "cloud, shadow" for 2 + 4; "observed" for 0.
std::string reasons_text(std::uint16_t bits);

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

}  // namespace greisen::scene
