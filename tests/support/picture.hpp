// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "raster/tile.hpp"

namespace greisen::test {

/// A raster in memory for tests: [layer][row][col].
struct Picture {
  int layers = 0;
  int rows = 0;
  int cols = 0;
  std::vector<float> pixels;

  Picture() = default;
  Picture(int n_layers, int n_rows, int n_cols, float value = kMissing);
  /// One layer from a drawing: a row a line, numbers between blanks, `.` missing. Blank lines do not count.
  explicit Picture(const std::string& drawing);
  [[nodiscard]] float& at(int layer, int row, int col);
  [[nodiscard]] float at(int layer, int row, int col) const;
  [[nodiscard]] ConstTileView view() const;
  [[nodiscard]] Picture layer(int number) const;
  void add_layer(const Picture& one);
  /// The drawing of one layer; numbers as short as they read back (six digits at most), missing as `.`.
  [[nodiscard]] std::string drawn(int layer = 0) const;
};

/// A drawing with its blanks made even, to be compared with Picture::drawn.
std::string even(const std::string& drawing);

/// Uniform in [low, high) by hash of the seed and the position; `missing_share` of the pixels of each layer is missing,
/// half of it in blocks. The last layer goes up and down smoothly.
Picture random_picture(int layers, int rows, int cols, unsigned seed, float low = 0.01F, float high = 0.99F,
                       double missing_share = 0.1);

/// Bit for bit; missing equals missing.
bool same_bits(const Picture& a, const Picture& b);

}  // namespace greisen::test
