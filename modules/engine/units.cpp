// SPDX-License-Identifier: Apache-2.0
#include "engine/units.hpp"

#include <algorithm>

namespace greisen {
Units::Units(const Grid& grid)
    : across((grid.cols + kUnitPx - 1) / kUnitPx), down((grid.rows + kUnitPx - 1) / kUnitPx), whole(grid.window()) {}

Window Units::window(std::int64_t unit) const {
  return Window{unit % across * kUnitPx, unit / across * kUnitPx, kUnitPx, kUnitPx}.intersected(whole);
}

std::vector<std::vector<std::int64_t>> Units::stripes(std::int64_t width) const {
  const std::int64_t count = std::max<std::int64_t>(1, (across + width / 2) / width);
  std::vector<std::vector<std::int64_t>> stripes(static_cast<std::size_t>(count));
  for (std::int64_t stripe = 0; stripe < count; ++stripe)
    for (std::int64_t row = 0; row < down; ++row)
      for (std::int64_t col = stripe * across / count; col < (stripe + 1) * across / count; ++col)
        stripes[static_cast<std::size_t>(stripe)].push_back(row * across + col);
  return stripes;
}

std::vector<Window> tiles_of(const Window& unit, int tile_px) {
  std::vector<Window> tiles;
  for (std::int64_t row = 0; row < unit.rows; row += tile_px)
    for (std::int64_t col = 0; col < unit.cols; col += tile_px)
      tiles.push_back(Window{unit.col + col, unit.row + row, tile_px, tile_px}.intersected(unit));
  return tiles;
}

}  // namespace greisen
