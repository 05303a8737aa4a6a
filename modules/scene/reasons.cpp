// SPDX-License-Identifier: Apache-2.0
#include "scene/reasons.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace greisen::scene {

std::span<const ReasonRow> reason_rows() {
  static constexpr std::array<ReasonRow, 12> kRows = {{
      {Reason::nodata, "no data", {190, 190, 190}},
      {Reason::cloud, "cloud", {236, 236, 236}},
      {Reason::shadow, "cloud shadow", {90, 90, 110}},
      {Reason::water, "water", {60, 110, 190}},
      {Reason::snow, "snow or ice", {170, 220, 240}},
      {Reason::vegetation, "vegetation", {80, 150, 70}},
      {Reason::urban, "built-up", {200, 120, 120}},
      {Reason::dark, "too dark", {50, 45, 45}},
      {Reason::saturated, "saturated", {240, 150, 40}},
      {Reason::cirrus, "thin cirrus", {205, 215, 240}},
      {Reason::terrain_shadow, "terrain shadow", {70, 70, 80}},
      {Reason::outside, "outside the area", {255, 255, 255}},
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
