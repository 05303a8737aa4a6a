// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "raster/grid.hpp"

namespace greisen {

inline constexpr int kUnitPx = 512;  ///< grain of work, scratch and resume; anchored at the grid's origin
inline constexpr int kCellPx = 128;  ///< grain of folds and of scratch blocks
inline constexpr int kCellsPerUnit = (kUnitPx / kCellPx) * (kUnitPx / kCellPx);

/// The units of a grid, numbered by rows.
struct Units {
  explicit Units(const Grid& grid);

  std::int64_t across = 0;
  std::int64_t down = 0;
  Window whole;

  [[nodiscard]] std::int64_t count() const { return across * down; }
  [[nodiscard]] Window window(std::int64_t unit) const;  ///< cut at the grid's edge
  /// All units in the order in which they are worked on: stripes of about `width` units one after the other, by rows
  /// within a stripe, so that the decoded blocks of a row of units still fit into memory when the next row needs them.
  [[nodiscard]] std::vector<std::vector<std::int64_t>> stripes(std::int64_t width) const;
};

/// The tiles of a unit, by rows; `tile_px` is 128, 256 or 512.
std::vector<Window> tiles_of(const Window& unit, int tile_px);

}  // namespace greisen
