// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace greisen {

/// Pixel rectangle: columns [col, col + cols), rows [row, row + rows). May reach outside a grid.
struct Window {
  std::int64_t col = 0;
  std::int64_t row = 0;
  std::int64_t cols = 0;
  std::int64_t rows = 0;

  [[nodiscard]] bool empty() const { return cols <= 0 || rows <= 0; }
  [[nodiscard]] std::int64_t pixels() const { return empty() ? 0 : cols * rows; }
  [[nodiscard]] Window expanded(std::int64_t px) const { return {col - px, row - px, cols + 2 * px, rows + 2 * px}; }
  [[nodiscard]] Window intersected(const Window& other) const;
  [[nodiscard]] bool contains(const Window& other) const;
  bool operator==(const Window&) const = default;
};

/// Where pixels lie: CRS, outer corner of the top-left pixel, pixel size, size. North-up: y falls as rows grow.
/// Two rasters meet only on equal Grids.
struct Grid {
  std::string crs;      ///< WKT2:2019, or empty where the file has none
  double origin_x = 0;  ///< CRS units
  double origin_y = 0;
  double pixel_x = 1;  ///< CRS units, > 0
  double pixel_y = 1;  ///< CRS units, > 0
  std::int64_t cols = 0;
  std::int64_t rows = 0;
  /// West, south, east, north of the ground asked for (WGS 84, degrees): transformations to and from the grid's CRS are
  /// chosen for this place. All zero: not told, they are chosen by what is moved. Tells no grids apart.
  std::array<double, 4> place_deg = {};

  [[nodiscard]] Window window() const { return {0, 0, cols, rows}; }
  /// CRS position of a pixel position; (0, 0) is the outer corner, (0.5, 0.5) the centre of the first pixel.
  [[nodiscard]] double x_of(double col) const { return origin_x + col * pixel_x; }
  [[nodiscard]] double y_of(double row) const { return origin_y - row * pixel_y; }
  [[nodiscard]] double col_of(double x) const { return (x - origin_x) / pixel_x; }
  [[nodiscard]] double row_of(double y) const { return (origin_y - y) / pixel_y; }
  bool operator==(const Grid& other) const;
};

/// Same CRS text, pixel size and size, and origins that differ by less than this many pixels.
inline constexpr double kGridTolerancePx = 1e-3;
[[nodiscard]] bool same_grid(const Grid& a, const Grid& b);

}  // namespace greisen
