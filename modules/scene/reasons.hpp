// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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

using greisen::bits_of;
using greisen::reason_bits;

}  // namespace greisen::scene
