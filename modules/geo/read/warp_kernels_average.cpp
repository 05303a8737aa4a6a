// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/read/warp_kernels.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {
namespace {

constexpr double kEdgePx = 1e-10;
/// A footprint narrower than this share of its pixel's box (of all four corners) says that the axes lie across.
constexpr double kAcross = 0.75;

/// One axis of a pixel's footprint: between the upper left and lower right corners, as gdalwarp has it; where the grids
/// are turned so much that these two lie over each other, the box of all four.
FootprintTaps::Side side_of(double upper_left, double upper_right, double lower_left, double lower_right) {
  using Side = FootprintTaps::Side;
  const Side diagonal = {std::min(upper_left, lower_right), std::max(upper_left, lower_right)};
  const Side box = {std::min({diagonal.low, upper_right, lower_left}),
                    std::max({diagonal.high, upper_right, lower_left})};
  return diagonal.high - diagonal.low < kAcross * (box.high - box.low) ? box : diagonal;
}

}  // namespace

FootprintTaps::Footprint FootprintTaps::footprint_of(const Side& x, const Side& y, std::int64_t source_cols,
                                                     std::int64_t source_rows) {
  const auto cols = static_cast<double>(source_cols);
  const auto rows = static_cast<double>(source_rows);
  if (!(x.high > 0 && y.high > 0 && x.low < cols && y.low < rows)) return {};
  const double left = std::max(std::floor(x.low + kEdgePx), 0.0);
  const double top = std::max(std::floor(y.low + kEdgePx), 0.0);
  const double right = std::min(std::max(std::ceil(x.high - kEdgePx), left + 1), cols);
  const double bottom = std::min(std::max(std::ceil(y.high - kEdgePx), top + 1), rows);
  if (right <= left || bottom <= top) return {};
  const auto share = [](double gap) { return static_cast<float>(1 - std::clamp(gap, 0.0, 1.0)); };
  const bool narrow = right - left < 1.5;
  const bool flat = bottom - top < 1.5;
  return {static_cast<std::int32_t>(left),   static_cast<std::int32_t>(top),   static_cast<std::int32_t>(right),
          static_cast<std::int32_t>(bottom), narrow ? 1 : share(x.low - left), narrow ? 1 : share(right - x.high),
          flat ? 1 : share(y.low - top),     flat ? 1 : share(bottom - y.high)};
}

void FootprintTaps::set(const double* x, const double* y, std::int64_t cols, std::int64_t rows,
                        std::int64_t source_cols, std::int64_t source_rows, double seam_px) {
  footprints_.clear();
  footprints_.reserve(static_cast<std::size_t>(cols * rows));
  Footprint all = {std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(), 0, 0};
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t col = 0; col < cols; ++col) {
      const std::int64_t k = row * (cols + 1) + col;
      const std::int64_t below = k + cols + 1;
      const double sum = x[k] + x[k + 1] + x[below] + x[below + 1];
      const Side across = side_of(x[k], x[k + 1], x[below], x[below + 1]);
      const Side down = side_of(y[k], y[k + 1], y[below], y[below + 1]);
      const bool whole = !std::isnan(sum) && across.high - across.low < seam_px;
      const Footprint f = whole ? footprint_of(across, down, source_cols, source_rows) : Footprint{};
      footprints_.push_back(f);
      if (f.right <= f.left) continue;
      all.left = std::min(all.left, f.left);
      all.top = std::min(all.top, f.top);
      all.right = std::max(all.right, f.right);
      all.bottom = std::max(all.bottom, f.bottom);
    }
  }
  box_ = {};
  if (all.right > all.left) {
    box_ = {all.left, all.top, std::int64_t{all.right} - all.left, std::int64_t{all.bottom} - all.top};
  }
}

void FootprintTaps::average(const Patch& patch, std::size_t first, std::size_t count, float* out) const {
  for (std::size_t i = 0; i < count; ++i) {
    const Footprint& f = footprints_[first + i];
    double sum = 0;
    double weight = 0;
    for (std::int32_t row = f.top; row < f.bottom; ++row) {
      const float* p = patch.data + (row - patch.window.row) * patch.window.cols + f.left - patch.window.col;
      const float row_weight = row == f.top ? f.first_row : row + 1 == f.bottom ? f.last_row : 1;
      for (std::int32_t col = f.left; col < f.right; ++col) {
        if (std::isnan(p[col - f.left])) continue;
        const float col_weight = col == f.left ? f.first_col : col + 1 == f.right ? f.last_col : 1;
        const double w = static_cast<double>(row_weight * col_weight);
        sum += w * static_cast<double>(p[col - f.left]);
        weight += w;
      }
    }
    out[i] = weight > 0 ? static_cast<float>(sum / weight) : kMissing;
  }
}

std::size_t FootprintTaps::bytes() const { return footprints_.capacity() * sizeof(Footprint); }

}  // namespace greisen::geo
