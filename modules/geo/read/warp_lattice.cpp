// SPDX-License-Identifier: Apache-2.0
#include "geo/read/warp_lattice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace greisen::geo {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kHalf = WarpLattice::kCell / 2;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

Bounds box_of(const Grid& grid) {
  return {grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)), grid.x_of(static_cast<double>(grid.cols)),
          grid.y_of(0)};
}

/// Lowest and highest x of the source's corners.
std::array<double, 2> x_range(const SourceGrid& source) {
  const auto& g = source.geo_transform;
  const double across = g[1] * static_cast<double>(source.cols);
  const double down = g[2] * static_cast<double>(source.rows);
  return {g[0] + std::min(across, 0.0) + std::min(down, 0.0), g[0] + std::max(across, 0.0) + std::max(down, 0.0)};
}

}  // namespace

WarpLattice::WarpLattice(const SourceGrid& source, const Grid& target, const Crs& target_crs)
    : target_(target), source_{0, 0, source.cols, source.rows} {
  const auto& g = source.geo_transform;
  const double determinant = g[1] * g[5] - g[2] * g[4];
  if (!std::isfinite(1 / determinant)) {
    throw Error({"E4020", "the pixels of the raster have no area", {}, "correct the georeference of the file"});
  }
  origin_x_ = g[0];
  origin_y_ = g[3];
  inverse_ = {0, g[5] / determinant, -g[2] / determinant, 0, -g[4] / determinant, g[1] / determinant};
  if (g[2] == 0 && g[4] == 0) inverse_ = {0, 1 / g[1], 0, 0, 0, 1 / g[5]};
  const auto [west, east] = x_range(source);
  centre_lon_ = (west + east) / 2;
  wraps_ = source.crs.is_geographic;
  const bool inside = target.x_of(0) >= west && target.x_of(static_cast<double>(target.cols)) <= east;
  if (target_crs.wkt != source.crs.wkt || (wraps_ && !inside)) {
    const bool same = target_crs.wkt == source.crs.wkt;
    to_source_.emplace(target_crs, source.crs, same ? Bounds{} : rough_lon_lat(target_crs, box_of(target)));
    return;
  }
  const double dx = target.origin_x - origin_x_;
  const double dy = target.origin_y - origin_y_;
  direct_ = {inverse_[1] * dx + inverse_[2] * dy, inverse_[1] * target.pixel_x, -inverse_[2] * target.pixel_y,
             inverse_[4] * dx + inverse_[5] * dy, inverse_[4] * target.pixel_x, -inverse_[5] * target.pixel_y};
}

double WarpLattice::seam_px() const {
  return wraps_ ? 180 * std::hypot(inverse_[1], inverse_[4]) : std::numeric_limits<double>::infinity();
}

/// Target pixels to source pixels, in place, each point by itself.
void WarpLattice::transform(std::vector<double>& x, std::vector<double>& y) const {
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = target_.x_of(x[i]);
    y[i] = target_.y_of(y[i]);
  }
  to_source_->apply(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double lon = wraps_ ? x[i] + 360 * std::round((centre_lon_ - x[i]) / 360) : x[i];
    const double dx = lon - origin_x_;
    const double dy = y[i] - origin_y_;
    x[i] = inverse_[1] * dx + inverse_[2] * dy;
    y[i] = inverse_[4] * dx + inverse_[5] * dy;
  }
}

void WarpLattice::affine_row(std::int64_t row, std::int64_t col, std::int64_t cols, double shift, double* x,
                             double* y) const {
  const double r = static_cast<double>(row) + shift;
  const double x_base = direct_[0] + direct_[2] * r;
  const double y_base = direct_[3] + direct_[5] * r;
  for (std::int64_t i = 0; i < cols; ++i) {
    const double c = static_cast<double>(col + i) + shift;
    x[i] = x_base + direct_[1] * c;
    y[i] = y_base + direct_[4] * c;
  }
}

void WarpLattice::exact_run(std::int64_t row, std::int64_t col, std::int64_t cols, double shift, double* x, double* y) {
  work_x_.resize(static_cast<std::size_t>(cols));
  work_y_.assign(static_cast<std::size_t>(cols), static_cast<double>(row) + shift);
  for (std::int64_t i = 0; i < cols; ++i) {
    work_x_[static_cast<std::size_t>(i)] = static_cast<double>(col + i) + shift;
  }
  transform(work_x_, work_y_);
  std::ranges::copy(work_x_, x);
  std::ranges::copy(work_y_, y);
}

void WarpLattice::prepare(const Window& window) {
  if (!to_source_) return;
  first_col_ = floor_div(window.col, kCell);
  first_row_ = floor_div(window.row, kCell);
  // one pixel more: the window's right and lower edges may open the next cell
  cell_cols_ = floor_div(window.col + window.cols, kCell) + 1 - first_col_;
  cell_rows_ = floor_div(window.row + window.rows, kCell) + 1 - first_row_;
  const std::int64_t across = 2 * cell_cols_ + 1;
  const std::int64_t down = 2 * cell_rows_ + 1;
  work_x_.clear();
  work_y_.clear();
  for (std::int64_t j = 0; j < down; ++j) {
    for (std::int64_t i = 0; i < across; ++i) {
      if (i % 2 == 1 && j % 2 == 1) continue;  // cell centres
      work_x_.push_back(static_cast<double>(first_col_ * kCell + i * kHalf));
      work_y_.push_back(static_cast<double>(first_row_ * kCell + j * kHalf));
    }
  }
  transform(work_x_, work_y_);
  nodes_.assign(static_cast<std::size_t>(across * down), Node{kNaN, kNaN});
  std::size_t next = 0;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const std::int64_t i = static_cast<std::int64_t>(k) % across;
    const std::int64_t j = static_cast<std::int64_t>(k) / across;
    if (i % 2 == 1 && j % 2 == 1) continue;
    nodes_[k] = {work_x_[next], work_y_[next]};
    ++next;
  }
  kinds_.resize(static_cast<std::size_t>(cell_cols_ * cell_rows_));
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    const auto cell = static_cast<std::int64_t>(k);
    kinds_[k] = kind_of(cell % cell_cols_, cell / cell_cols_);
  }
}

const WarpLattice::Node& WarpLattice::half_node(std::int64_t col, std::int64_t row) const {
  return nodes_[static_cast<std::size_t>(row * (2 * cell_cols_ + 1) + col)];
}

WarpLattice::CellKind WarpLattice::kind_of(std::int64_t cell_col, std::int64_t cell_row) const {
  const std::int64_t i = 2 * cell_col;
  const std::int64_t j = 2 * cell_row;
  constexpr std::int64_t kEdges[4][4] = {{0, 0, 2, 0}, {0, 2, 2, 2}, {0, 0, 0, 2}, {2, 0, 2, 2}};
  int lost = 0;
  bool bends = false;
  for (const auto& edge : kEdges) {
    const Node& a = half_node(i + edge[0], j + edge[1]);
    const Node& b = half_node(i + edge[2], j + edge[3]);
    const Node& middle = half_node(i + (edge[0] + edge[2]) / 2, j + (edge[1] + edge[3]) / 2);
    if (std::isnan(a.x) && std::isnan(b.x) && std::isnan(middle.x)) ++lost;
    const double bend = std::hypot(middle.x - (a.x + b.x) / 2, middle.y - (a.y + b.y) / 2);
    bends = bends || !(bend <= kMaxBendPx);
  }
  if (lost == 4) return CellKind::missing;
  return bends ? CellKind::exact : CellKind::smooth;
}

WarpLattice::RowOfCell WarpLattice::row_of_cell(std::int64_t cell_col, std::int64_t cell_row, double v) const {
  const std::int64_t i = 2 * cell_col;
  const std::int64_t j = 2 * cell_row;
  const auto along = [&](auto member) {
    const double nw = half_node(i, j).*member;
    const double ne = half_node(i + 2, j).*member;
    const double sw = half_node(i, j + 2).*member;
    const double se = half_node(i + 2, j + 2).*member;
    const double north = half_node(i + 1, j).*member - (nw + ne) / 2;  // bends of the four edges
    const double south = half_node(i + 1, j + 2).*member - (sw + se) / 2;
    const double west = half_node(i, j + 1).*member - (nw + sw) / 2;
    const double east = half_node(i + 2, j + 1).*member - (ne + se) / 2;
    const double arch = 4 * v * (1 - v);
    const double start = nw + v * (sw - nw) + arch * west;
    const double end = ne + v * (se - ne) + arch * east;
    const double bend = 4 * (north + v * (south - north));
    return std::array<double, 3>{start, end - start + bend, -bend};
  };
  const auto x = along(&Node::x);
  const auto y = along(&Node::y);
  return {{x[0], y[0]}, {x[1], y[1]}, {x[2], y[2]}};
}

/// Positions of `count` pixels from `col` on, all of them in one cell.
void WarpLattice::cell_run(std::int64_t row, std::int64_t col, std::int64_t count, double shift, double* x, double* y) {
  const std::int64_t cell_row = floor_div(row, kCell) - first_row_;
  const std::int64_t cell_col = floor_div(col, kCell) - first_col_;
  const CellKind kind = kinds_[static_cast<std::size_t>(cell_row * cell_cols_ + cell_col)];
  if (kind == CellKind::exact) return exact_run(row, col, count, shift, x, y);
  if (kind == CellKind::missing) {
    std::fill_n(x, count, kNaN);
    std::fill_n(y, count, kNaN);
    return;
  }
  const double v = (static_cast<double>(row - (cell_row + first_row_) * kCell) + shift) / kCell;
  const RowOfCell c = row_of_cell(cell_col, cell_row, v);
  const double first = static_cast<double>(col - (cell_col + first_col_) * kCell) + shift;
  for (std::int64_t i = 0; i < count; ++i) {
    const double u = (first + static_cast<double>(i)) / kCell;
    x[i] = c.c0.x + u * (c.c1.x + u * c.c2.x);
    y[i] = c.c0.y + u * (c.c1.y + u * c.c2.y);
  }
}

void WarpLattice::positions(const Window& part, double shift, double* x, double* y) {
  for (std::int64_t row = part.row; row < part.row + part.rows; ++row) {
    if (!to_source_) {
      affine_row(row, part.col, part.cols, shift, x, y);
      x += part.cols;
      y += part.cols;
      continue;
    }
    for (std::int64_t col = part.col; col < part.col + part.cols;) {
      const std::int64_t cell_end = (floor_div(col, kCell) + 1) * kCell;
      const std::int64_t count = std::min(cell_end, part.col + part.cols) - col;
      cell_run(row, col, count, shift, x, y);
      col += count;
      x += count;
      y += count;
    }
  }
}

}  // namespace greisen::geo
