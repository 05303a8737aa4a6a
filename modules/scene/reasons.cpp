// SPDX-License-Identifier: Apache-2.0
#include "scene/reasons.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace greisen::scene {

std::span<const ReasonRow> reason_rows() {
  static constexpr std::array<ReasonRow, 12> kRows = {{
      {Reason::nodata, "no data"},
      {Reason::cloud, "cloud"},
      {Reason::shadow, "cloud shadow"},
      {Reason::water, "water"},
      {Reason::snow, "snow or ice"},
      {Reason::vegetation, "vegetation"},
      {Reason::urban, "built-up"},
      {Reason::dark, "too dark"},
      {Reason::saturated, "saturated"},
      {Reason::cirrus, "thin cirrus"},
      {Reason::terrain_shadow, "terrain shadow"},
      {Reason::outside, "outside the area"},
  }};
  return kRows;
}

std::string reasons_text(std::uint16_t bits) {
  std::string text;
  for (const ReasonRow& row : reason_rows()) {
    if ((bits & static_cast<std::uint16_t>(row.reason)) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(row.text);
  }
  return text.empty() ? "observed" : text;
}

}  // namespace greisen::scene
