// SPDX-License-Identifier: Apache-2.0
#include "targets/target_ground.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/read/band_rows.hpp"

namespace greisen::targets {
namespace {

struct Sums {
  double sum = 0;
  double squares = 0;
  std::int64_t count = 0;

  void add(std::span<const float> pixels) {
    for (const float pixel : pixels) {
      if (std::isnan(pixel)) continue;
      const auto value = static_cast<double>(pixel);
      sum += value;
      squares += value * value;
      ++count;
    }
  }
  [[nodiscard]] TargetGround::Values values() const {
    const auto pixels = static_cast<double>(count);
    const double mean = count > 0 ? sum / pixels : std::numeric_limits<double>::quiet_NaN();
    return {mean, std::sqrt(std::max(0.0, squares / std::max(1.0, pixels) - mean * mean))};
  }
};

std::vector<TargetGround::Values> values_of(const std::vector<Sums>& sums) {
  std::vector<TargetGround::Values> values;
  for (const Sums& own : sums) values.push_back(own.values());
  return values;
}

/// The window of the grid around polygons whose corners are those of pixels.
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

}  // namespace

TargetGround::TargetGround(const std::vector<const std::vector<geo::Polygon>*>& grounds, const Grid& grid,
                           const geo::Crs& crs) {
  for (std::size_t i = 0; i < grounds.size(); ++i) {
    boxes_.push_back(window_of(*grounds[i], grid));
    const Window& box = boxes_.back();
    if (box.empty()) continue;
    Tile tile(1, static_cast<int>(box.rows), static_cast<int>(box.cols));
    geo::AreaMask({crs, *grounds[i], {}, {}}, grid).fill(box, tile.view());
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
}

std::vector<TargetGround::Values> TargetGround::values(const std::string& path, int band) const {
  std::vector<Run> runs = runs_;
  std::ranges::stable_sort(runs, {}, &Run::row);
  std::vector<Sums> sums(boxes_.size());
  geo::BandRows rows(path, band);
  auto run = runs.begin();
  for (std::int64_t row = 0; row < rows.rows() && run != runs.end(); ++row) {
    const auto pixels = rows.next();
    for (; run != runs.end() && run->row == row; ++run)
      sums[run->target].add(
          pixels.subspan(static_cast<std::size_t>(run->begin), static_cast<std::size_t>(run->end - run->begin)));
  }
  return values_of(sums);
}

std::vector<TargetGround::Values> TargetGround::values(const WindowReader& reader) const {
  std::vector<Sums> sums(boxes_.size());
  Tile tile;
  const Run* before = nullptr;
  for (const Run& run : runs_) {
    const Window& box = boxes_[run.target];
    if (before == nullptr || before->target != run.target) {
      tile.reshape(1, static_cast<int>(box.rows), static_cast<int>(box.cols));
      reader(box, tile.view());
    }
    before = &run;
    const std::span<const float> pixels = tile.view().row(0, static_cast<int>(run.row - box.row));
    sums[run.target].add(
        pixels.subspan(static_cast<std::size_t>(run.begin - box.col), static_cast<std::size_t>(run.end - run.begin)));
  }
  return values_of(sums);
}

std::vector<const std::vector<geo::Polygon>*> grounds_of(const std::vector<Target>& targets) {
  std::vector<const std::vector<geo::Polygon>*> grounds;
  for (const Target& target : targets) grounds.push_back(&target.polygons);
  return grounds;
}

}  // namespace greisen::targets
