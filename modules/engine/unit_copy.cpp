// SPDX-License-Identifier: Apache-2.0
#include "engine/unit_copy.hpp"

#include <algorithm>
#include <cstring>

#include "engine/scratch.hpp"

namespace greisen {

void copy_streamed(const TileWorker& worker, const std::vector<std::pair<int, int>>& places, const Window& unit,
                   const Window& tile, Tile& into) {
  const TileView all = into.view();
  for (std::size_t layer = 0; layer < places.size(); ++layer) {
    const ConstTileView from = worker.layer(places[layer]);
    for (int row = 0; row < from.rows; ++row)
      std::memcpy(&all.at(static_cast<int>(layer), static_cast<int>(tile.row - unit.row) + row,
                          static_cast<int>(tile.col - unit.col)),
                  from.row(0, row).data(), static_cast<std::size_t>(from.cols) * sizeof(float));
  }
}

void copy_cells(const TileWorker& worker, const std::vector<std::pair<int, int>>& places, const Window& unit,
                const Window& tile, std::vector<float>& into) {
  for (std::size_t layer = 0; layer < places.size(); ++layer) {
    const ConstTileView from = worker.layer(places[layer]);
    for (int row = 0; row < from.rows; ++row)
      for (int col = 0; col < from.cols; col += kCellPx) {
        const auto down = static_cast<int>(tile.row - unit.row) + row;
        const int cell = down / kCellPx * (kUnitPx / kCellPx) + (static_cast<int>(tile.col - unit.col) + col) / kCellPx;
        const auto count = static_cast<std::size_t>(std::min(kCellPx, from.cols - col));
        std::memcpy(&into[Scratch::place(static_cast<int>(layer), cell, down % kCellPx)], &from.at(0, row, col),
                    count * sizeof(float));
      }
  }
}

void copy_unit(const std::vector<float>& from, Tile& into) {
  const TileView all = into.view();
  for (int layer = 0; layer < all.layers; ++layer)
    for (int row = 0; row < all.rows; ++row)
      for (int col = 0; col < all.cols; col += kCellPx) {
        const int cell = row / kCellPx * (kUnitPx / kCellPx) + col / kCellPx;
        std::memcpy(&all.at(layer, row, col), &from[Scratch::place(layer, cell, row % kCellPx)],
                    static_cast<std::size_t>(std::min(kCellPx, all.cols - col)) * sizeof(float));
      }
}

}  // namespace greisen
