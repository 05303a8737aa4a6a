// SPDX-License-Identifier: Apache-2.0
#include "raster/tile.hpp"

#include <algorithm>

namespace greisen {

void Tile::reshape(int layers, int rows, int cols) {
  layers_ = layers;
  rows_ = rows;
  cols_ = cols;
  const std::size_t needed =
      static_cast<std::size_t>(layers) * static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
  if (pixels_.size() < needed) pixels_.resize(needed);
}

void Tile::fill(float value) { std::fill(pixels_.begin(), pixels_.end(), value); }

TileView Tile::view() {
  return {pixels_.data(), layers_, rows_, cols_, cols_, static_cast<std::ptrdiff_t>(rows_) * cols_};
}

ConstTileView Tile::view() const {
  return {pixels_.data(), layers_, rows_, cols_, cols_, static_cast<std::ptrdiff_t>(rows_) * cols_};
}

}  // namespace greisen
