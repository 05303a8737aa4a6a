// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "raster/tile_reader.hpp"

namespace greisen::scene {

/// How far a picture lies from another on the same grid. Positive: features of `other` lie further along columns
/// (east) and rows (south) than those of the reference.
struct Shift {
  double cols_px = 0;
  double rows_px = 0;
  double spread_px = 0;  ///< median distance of the cells' shifts from their median
  int cells = 0;         ///< that told a shift

  [[nodiscard]] double length_px() const;
  [[nodiscard]] bool consistent() const { return cells >= kLeastCells && spread_px <= kMostSpreadPx; }
  static constexpr int kLeastCells = 4;
  static constexpr double kMostSpreadPx = 0.3;
};

/// Shift of one cell: phase correlation (Kuglin & Hines 1975) of two square planes [row][col] of side `side` (a power
/// of two), tapered, the peak refined on an upsampled correlation (Guizar-Sicairos, Thurman & Fienup 2008) to 0.02 px.
/// Missing pixels count as the mean of the cell. None where more than 40 % are missing in one, where one has no
/// contrast, or where the peak does not stand out.
struct CellShift {
  double cols_px = 0;
  double rows_px = 0;
};
std::optional<CellShift> cell_shift(const std::vector<float>& reference, const std::vector<float>& other, int side);

/// Median over fixed cells of 128 × 128 px, at most 25, spread evenly over the ground both rasters may cover. Both have
/// the same grid; layer 0 is compared. None where no cell tells.
std::optional<Shift> measure_shift(const Raster& reference, const Raster& other);

}  // namespace greisen::scene
