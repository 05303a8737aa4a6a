// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "raster/grid.hpp"

namespace greisen {

/// Missing is NaN, in memory, and nothing else is.
inline constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// A float block [layer][row][col] that somebody else owns. T is float or const float.
template <class T>
struct BasicTileView {
  T* data = nullptr;
  int layers = 0;
  int rows = 0;
  int cols = 0;
  std::ptrdiff_t row_stride = 0;    ///< floats from one row to the next
  std::ptrdiff_t layer_stride = 0;  ///< floats from one layer to the next

  [[nodiscard]] std::span<T> row(int layer, int r) const {
    return {data + layer * layer_stride + r * row_stride, static_cast<std::size_t>(cols)};
  }
  [[nodiscard]] T& at(int layer, int r, int c) const { return data[layer * layer_stride + r * row_stride + c]; }
  /// The same pixels without a border of `px` on each side.
  [[nodiscard]] BasicTileView inner(int px) const { return part(px, px, rows - 2 * px, cols - 2 * px); }
  [[nodiscard]] BasicTileView part(int r, int c, int n_rows, int n_cols) const {
    return {data + r * row_stride + c, layers, n_rows, n_cols, row_stride, layer_stride};
  }
  [[nodiscard]] BasicTileView layer(int first, int count = 1) const {
    return {data + first * layer_stride, count, rows, cols, row_stride, layer_stride};
  }
  operator BasicTileView<const float>() const { return {data, layers, rows, cols, row_stride, layer_stride}; }
};
using TileView = BasicTileView<float>;
using ConstTileView = BasicTileView<const float>;

/// Owns a float block [layer][row][col]; `reshape` reuses the memory it has.
class Tile {
 public:
  Tile() = default;
  Tile(int layers, int rows, int cols) { reshape(layers, rows, cols); }
  void reshape(int layers, int rows, int cols);  ///< contents undefined afterwards
  void fill(float value);
  [[nodiscard]] TileView view();
  [[nodiscard]] ConstTileView view() const;

 private:
  std::vector<float> pixels_;
  int layers_ = 0;
  int rows_ = 0;
  int cols_ = 0;
};

}  // namespace greisen
