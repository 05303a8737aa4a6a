// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/target_ground.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/read/band_rows.hpp"

namespace greisen {
namespace {

struct Sums {
  double sum = 0;
  double squares = 0;
  std::int64_t count = 0;
};

}  // namespace

Window window_of(const std::vector<geo::Polygon>& polygons, const Grid& grid) {
  double left = std::numeric_limits<double>::infinity();
  double right = -left;
  double bottom = left;
  double top = -left;
  for (const geo::Polygon& polygon : polygons)
    for (const geo::Ring& ring : polygon.rings)
      for (const geo::Point& point : ring) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        bottom = std::min(bottom, point.y);
        top = std::max(top, point.y);
      }
  if (!(left <= right)) return {};
  const auto col = static_cast<std::int64_t>(std::llround(grid.col_of(left)));
  const auto row = static_cast<std::int64_t>(std::llround(grid.row_of(top)));
  return Window{col, row, static_cast<std::int64_t>(std::llround(grid.col_of(right))) - col,
                static_cast<std::int64_t>(std::llround(grid.row_of(bottom))) - row}
      .intersected(grid.window());
}

TargetGround::TargetGround(const DeliveredTargets& targets, const Grid& grid, const geo::Crs& crs) {
  for (std::size_t i = 0; i < targets.all.size(); ++i) {
    boxes_.push_back(window_of(targets.all[i].polygons, grid));
    const Window& box = boxes_.back();
    if (box.empty()) continue;
    Tile tile(1, static_cast<int>(box.rows), static_cast<int>(box.cols));
    geo::AreaMask({crs, targets.all[i].polygons, {}, {}}, grid).fill(box, tile.view());
    for (int row = 0; row < tile.view().rows; ++row) {
      const auto pixels = tile.view().row(0, row);
      for (std::size_t col = 0; col < pixels.size(); ++col) {
        if (!(pixels[col] > 0.5F)) continue;
        const std::size_t begin = col;
        while (col < pixels.size() && pixels[col] > 0.5F) ++col;
        runs_.push_back(
            {box.row + row, box.col + static_cast<std::int64_t>(begin), box.col + static_cast<std::int64_t>(col), i});
      }
    }
  }
  std::ranges::stable_sort(runs_, {}, &Run::row);
}

std::vector<TargetGround::Values> TargetGround::values(const std::string& path, int band) const {
  std::vector<Sums> sums(boxes_.size());
  geo::BandRows rows(path, band);
  std::size_t next = 0;
  for (std::int64_t row = 0; row < rows.rows() && next < runs_.size(); ++row) {
    const auto pixels = rows.next();
    for (; next < runs_.size() && runs_[next].row == row; ++next)
      for (std::int64_t col = runs_[next].begin; col < runs_[next].end; ++col) {
        const auto value = static_cast<double>(pixels[static_cast<std::size_t>(col)]);
        if (std::isnan(value)) continue;
        Sums& own = sums[runs_[next].target];
        own.sum += value;
        own.squares += value * value;
        ++own.count;
      }
  }
  std::vector<Values> values;
  values.reserve(sums.size());
  for (const Sums& own : sums) {
    const auto count = static_cast<double>(own.count);
    const double mean = own.count > 0 ? own.sum / count : std::numeric_limits<double>::quiet_NaN();
    values.push_back({mean, std::sqrt(std::max(0.0, own.squares / std::max(1.0, count) - mean * mean))});
  }
  return values;
}

}  // namespace greisen
