// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

/// Of the measured pixels of one band; all but valid_percent are NaN where there are none.
struct BandStatistics {
  double minimum = 0;
  double maximum = 0;
  double mean = 0;
  double standard_deviation = 0;  ///< of the population (divided by n), as GDAL's
  double valid_percent = 0;       ///< of all pixels of the grid
};

/// Statistics summed over cells of 128 × 128 pixels anchored at the grid's origin and merged in cell order: the same
/// bits whatever windows the pixels come in, and from however many threads.
class PixelStatistics {
 public:
  PixelStatistics(const Grid& grid, int layers);
  /// `window` is a whole number of cells (cut at the grid's edge); each cell comes once. Windows that do not overlap
  /// may be added from several threads at once.
  void add(const Window& window, ConstTileView pixels);
  [[nodiscard]] std::vector<BandStatistics> finish() const;
  /// What add() made of such a window, as bytes of this machine; load() takes them back.
  [[nodiscard]] std::vector<std::byte> save(const Window& window) const;
  void load(const Window& window, std::span<const std::byte> bytes);
  [[nodiscard]] std::size_t saved_bytes(const Window& window) const;
  [[nodiscard]] std::size_t bytes() const { return cells_.size() * sizeof(Cell); }

  static constexpr int kCellPx = 128;

 private:
  struct Cell {
    double sum = 0;
    double square_sum = 0;  ///< of differences from the cell's mean
    float minimum = 0;
    float maximum = 0;
    std::uint32_t count = 0;
  };
  static Cell cell_of(ConstTileView pixels, int layer);
  /// Calls visit(index in cells_) for each cell of the window, by layer and rows.
  template <class Visit>
  void for_each_cell(const Window& window, Visit&& visit) const;

  std::int64_t pixels_;
  std::int64_t cells_across_;
  std::int64_t cells_down_;
  int layers_;
  std::vector<Cell> cells_;  ///< [layer][cell row][cell column]
};

}  // namespace greisen::geo
