// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/read/warp_lattice.hpp"

namespace greisen::geo {
namespace {

constexpr std::int64_t kStep = 64;  ///< target pixels between the points looked at
constexpr double kMarginPx = 4;     ///< of the source: half a cubic kernel, and rounding

/// Lowest and highest of a grid of values, widened by what lies between the points.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  double bend = 0;  ///< largest second difference
  double jump = 0;  ///< largest first difference

  Range(const std::vector<double>& values, std::size_t across) {
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (std::isnan(values[k])) continue;
      low = std::min(low, values[k]);
      high = std::max(high, values[k]);
      look_back(values, k, k % across, 1);
      look_back(values, k, k / across, across);
    }
  }
  void look_back(const std::vector<double>& values, std::size_t k, std::size_t place, std::size_t stride) {
    if (place < 1 || std::isnan(values[k - stride])) return;
    jump = std::max(jump, std::abs(values[k] - values[k - stride]));
    if (place < 2 || std::isnan(values[k - 2 * stride])) return;
    bend = std::max(bend, std::abs(values[k] - 2 * values[k - stride] + values[k - 2 * stride]));
  }
};

std::int64_t held_within(double value, std::int64_t high) {
  return static_cast<std::int64_t>(std::clamp(value, 0.0, static_cast<double>(high)));
}

}  // namespace

Window WarpLattice::footprint(const Window& window) {
  if (window.empty()) return {};
  const std::int64_t steps_x = (window.cols + kStep - 1) / kStep;
  const std::int64_t steps_y = (window.rows + kStep - 1) / kStep;
  const std::int64_t across = steps_x + 1;
  work_x_.clear();
  work_y_.clear();
  for (std::int64_t j = 0; j <= steps_y; ++j) {
    for (std::int64_t i = 0; i <= steps_x; ++i) {
      work_x_.push_back(static_cast<double>(window.col) +
                        static_cast<double>(window.cols * i) / static_cast<double>(steps_x));
      work_y_.push_back(static_cast<double>(window.row) +
                        static_cast<double>(window.rows * j) / static_cast<double>(steps_y));
    }
  }
  if (to_source_) {
    transform(work_x_, work_y_);
  } else {
    for (std::size_t k = 0; k < work_x_.size(); ++k) {
      const double col = work_x_[k];
      const double row = work_y_[k];
      work_x_[k] = direct_[0] + direct_[1] * col + direct_[2] * row;
      work_y_[k] = direct_[3] + direct_[4] * col + direct_[5] * row;
    }
  }
  Range x(work_x_, static_cast<std::size_t>(across));
  Range y(work_y_, static_cast<std::size_t>(across));
  if (x.low > x.high || y.low > y.high) return {};
  if (wraps_ && x.jump > static_cast<double>(source_.cols) / 2) {  // the seam of longitudes runs through the window
    x.low = 0;
    x.high = static_cast<double>(source_.cols);
    x.bend = 0;
  }
  const std::int64_t left = held_within(std::floor(x.low - kMarginPx - x.bend / 2), source_.cols);
  const std::int64_t top = held_within(std::floor(y.low - kMarginPx - y.bend / 2), source_.rows);
  const std::int64_t right = held_within(std::ceil(x.high + kMarginPx + x.bend / 2), source_.cols);
  const std::int64_t bottom = held_within(std::ceil(y.high + kMarginPx + y.bend / 2), source_.rows);
  return {left, top, right - left, bottom - top};
}

}  // namespace greisen::geo
