// SPDX-License-Identifier: Apache-2.0
#include "scene/quality_mask.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "base/shared_table.hpp"
#include "scene/reasons.hpp"

namespace greisen::scene {
namespace {

constexpr std::array<Reason, 3> kGrowing = {Reason::cloud, Reason::cirrus, Reason::shadow};

/// Flags in columns [0, c) of a row of bits with a border: counts[c] of them.
void count_flags(std::span<const std::uint16_t> row, std::uint16_t bit, std::span<int> counts) {
  counts[0] = 0;
  for (std::size_t c = 0; c < row.size(); ++c) counts[c + 1] = counts[c] + ((row[c] & bit) != 0 ? 1 : 0);
}

/// Marks `bit` in rows of `out` that a flag of bordered row `r` reaches. Row r of the border is row r - radius of out.
void spread_row(std::span<const int> counts, int r, int radius_px, std::uint16_t bit, ReasonBlock& out) {
  for (int dy = -radius_px; dy <= radius_px; ++dy) {
    const int target = r - radius_px + dy;
    if (target < 0 || target >= out.rows) continue;
    const int half = static_cast<int>(std::floor(std::sqrt(static_cast<double>(radius_px * radius_px - dy * dy))));
    const std::span<std::uint16_t> row(&out.bits[static_cast<std::size_t>(target) * static_cast<std::size_t>(out.cols)],
                                       static_cast<std::size_t>(out.cols));
    for (int c = 0; c < out.cols; ++c) {
      const int from = c + radius_px - half;
      const int to = c + radius_px + half + 1;
      const bool reached = counts[static_cast<std::size_t>(to)] > counts[static_cast<std::size_t>(from)];
      auto& pixel = row[static_cast<std::size_t>(c)];
      pixel = static_cast<std::uint16_t>(pixel | (reached ? bit : 0));
    }
  }
}

}  // namespace

geo::ClassBits class_bits(const QualityLayer& meaning, std::uint16_t masked) {
  std::vector<std::uint16_t> bits(meaning.bits ? 65536 : 256);
  for (std::size_t value = 0; value < bits.size(); ++value)
    bits[value] = static_cast<std::uint16_t>(meaning.reasons(static_cast<std::uint32_t>(value)) & masked);
  const auto kept = [&](std::initializer_list<Reason> reasons) {
    return static_cast<std::uint16_t>(bits_of(reasons) & masked);
  };
  return {shared_table(std::move(bits)), kept({Reason::nodata}),
          kept({Reason::cloud, Reason::cirrus, Reason::shadow, Reason::saturated})};
}

void grow_reasons(ConstTileView quality, std::uint16_t missing, int radius_px, ReasonBlock& out,
                  const MendFlags& mend) {
  out.rows = quality.rows - 2 * radius_px;
  out.cols = quality.cols - 2 * radius_px;
  out.bits.assign(static_cast<std::size_t>(out.rows) * static_cast<std::size_t>(out.cols), 0);
  std::vector<std::uint16_t> flags(static_cast<std::size_t>(quality.cols));
  std::vector<int> counts(flags.size() + 1);
  for (int r = 0; r < quality.rows; ++r) {
    std::ranges::transform(quality.row(0, r), flags.begin(), [&](float value) {
      return std::isnan(value) ? missing : static_cast<std::uint16_t>(value);
    });
    if (mend) mend(r, flags);
    const int target = r - radius_px;
    for (int c = 0; target >= 0 && target < out.rows && c < out.cols; ++c) {
      out.bits[static_cast<std::size_t>(target) * static_cast<std::size_t>(out.cols) + static_cast<std::size_t>(c)] |=
          flags[static_cast<std::size_t>(c) + static_cast<std::size_t>(radius_px)];
    }
    for (const Reason reason : kGrowing) {
      const auto bit = static_cast<std::uint16_t>(reason);
      if (radius_px == 0 || std::ranges::none_of(flags, [&](std::uint16_t bits) { return (bits & bit) != 0; }))
        continue;
      count_flags(flags, bit, counts);
      spread_row(counts, r, radius_px, bit, out);
    }
  }
}

}  // namespace greisen::scene
