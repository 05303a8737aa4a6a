// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "catalogue/sensor.hpp"
#include "raster/tile.hpp"

namespace greisen::scene {

/// Reason bits by the value of a quality layer's pixel; only bits of `masked` are kept.
class ReasonTable {
 public:
  ReasonTable(const QualityLayer& meaning, std::uint16_t masked);
  /// Missing, negative and unknown values are nodata.
  [[nodiscard]] std::uint16_t operator()(float value) const;

 private:
  std::shared_ptr<const std::vector<std::uint16_t>> bits_;
  std::uint16_t nodata_;
};

/// A block of reason bits, [row][col].
struct ReasonBlock {
  int rows = 0;
  int cols = 0;
  std::vector<std::uint16_t> bits;
};

/// Changes the flags of a row of `quality` before they grow.
using MendFlags = std::function<void(int row, std::span<std::uint16_t> flags)>;

/// Bits of `quality` (one layer with a border of radius_px around `out`), where cloud, cirrus and shadow grow by a disc
/// of radius_px: a pixel whose centre lies within that distance of a flagged one is flagged.
void grow_reasons(const ReasonTable& table, ConstTileView quality, int radius_px, ReasonBlock& out,
                  const MendFlags& mend = {});

}  // namespace greisen::scene
