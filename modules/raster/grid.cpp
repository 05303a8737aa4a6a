// SPDX-License-Identifier: Apache-2.0
#include "raster/grid.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace greisen {

Window Window::intersected(const Window& other) const {
  const std::int64_t left = std::max(col, other.col);
  const std::int64_t top = std::max(row, other.row);
  const std::int64_t right = std::min(col + cols, other.col + other.cols);
  const std::int64_t bottom = std::min(row + rows, other.row + other.rows);
  if (right <= left || bottom <= top) return {left, top, 0, 0};
  return {left, top, right - left, bottom - top};
}

bool Window::contains(const Window& other) const {
  return other.col >= col && other.row >= row && other.col + other.cols <= col + cols &&
         other.row + other.rows <= row + rows;
}

bool Grid::operator==(const Grid& other) const {
  const auto numbers = [](const Grid& grid) {
    return std::tie(grid.origin_x, grid.origin_y, grid.pixel_x, grid.pixel_y, grid.cols, grid.rows);
  };
  return crs == other.crs && numbers(*this) == numbers(other);
}

bool same_grid(const Grid& a, const Grid& b) {
  const auto close = [](double u, double v, double pixel) { return std::abs(u - v) <= kGridTolerancePx * pixel; };
  return a.crs == b.crs && a.cols == b.cols && a.rows == b.rows && close(a.origin_x, b.origin_x, a.pixel_x) &&
         close(a.origin_y, b.origin_y, a.pixel_y) &&
         close(a.pixel_x * static_cast<double>(a.cols), b.pixel_x * static_cast<double>(b.cols), a.pixel_x) &&
         close(a.pixel_y * static_cast<double>(a.rows), b.pixel_y * static_cast<double>(b.rows), a.pixel_y);
}

}  // namespace greisen
