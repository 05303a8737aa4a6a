// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "geo/place/area.hpp"

namespace greisen::geo {

namespace {

constexpr std::int64_t kMaxBuckets = 65'536;
constexpr std::uint64_t kMaxBucketEntries = 8 * kMaxAreaVertices;
constexpr double kFarPx = 1e15;  // keeps positions within what an integer holds

std::int64_t to_index(double position) { return static_cast<std::int64_t>(std::clamp(position, -kFarPx, kFarPx)); }

}  // namespace

AreaMask::AreaMask(const Area& area, const Grid& grid) : grid_(grid) {
  if (area.crs.wkt != grid.crs) throw Error({"E1001", "an area must be in the grid's CRS to be drawn on it"});
  std::vector<Edge> edges;
  for (std::size_t k = 0; k < area.polygons.size(); ++k) {
    for (const Ring& ring : area.polygons[k].rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[(i + 1) % ring.size()];
        if (a.y < b.y) edges.push_back({a.x, a.y, b.x, b.y, k});
        if (b.y < a.y) edges.push_back({b.x, b.y, a.x, a.y, k});
      }
    }
  }
  if (!edges.empty()) sort_into_buckets(edges);
}

void AreaMask::sort_into_buckets(const std::vector<Edge>& edges) {
  const auto row_of = [&](double y) { return to_index(std::floor(grid_.row_of(y))); };
  const auto top = std::ranges::max(edges, {}, &Edge::y1).y1;
  const auto bottom = std::ranges::min(edges, {}, &Edge::y0).y0;
  first_row_ = row_of(top);
  const auto bucket_of = [&](double y) { return (row_of(y) - first_row_) / bucket_rows_; };
  const auto entries = [&] {
    std::uint64_t count = 0;
    for (const Edge& e : edges) count += static_cast<std::uint64_t>(bucket_of(e.y0) - bucket_of(e.y1) + 1);
    return count;
  };
  while (bucket_of(bottom) >= kMaxBuckets || entries() > kMaxBucketEntries) bucket_rows_ *= 2;
  buckets_.resize(static_cast<std::size_t>(bucket_of(bottom) + 1));
  for (const Edge& e : edges) {
    for (auto b = bucket_of(e.y1); b <= bucket_of(e.y0); ++b) buckets_[static_cast<std::size_t>(b)].push_back(e);
  }
}

void AreaMask::crossings_of(std::int64_t row, std::vector<Crossing>& out) const {
  out.clear();
  if (row < first_row_) return;
  const auto bucket = static_cast<std::size_t>((row - first_row_) / bucket_rows_);
  if (bucket >= buckets_.size()) return;
  const double y = grid_.y_of(static_cast<double>(row) + 0.5);
  for (const Edge& e : buckets_[bucket]) {
    if (!(e.y0 <= y && y < e.y1)) continue;
    const double x = e.x0 + (y - e.y0) * (e.x1 - e.x0) / (e.y1 - e.y0);
    out.push_back({e.polygon, to_index(std::ceil(grid_.col_of(x) - 0.5))});
  }
  std::ranges::sort(out, [](const Crossing& a, const Crossing& b) {
    return a.polygon != b.polygon ? a.polygon < b.polygon : a.col < b.col;
  });
}

/// Even-odd within a polygon, any polygon of several: crossings of one polygon always come in pairs.
void AreaMask::fill_row(std::int64_t row, std::int64_t first_col, std::span<float> inside,
                        std::vector<Crossing>& crossings) const {
  std::ranges::fill(inside, 0.0F);
  crossings_of(row, crossings);
  const auto size = static_cast<std::int64_t>(inside.size());
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    const std::int64_t from = std::clamp<std::int64_t>(crossings[i].col - first_col, 0, size);
    const std::int64_t to = std::clamp<std::int64_t>(crossings[i + 1].col - first_col, 0, size);
    std::fill(inside.begin() + from, inside.begin() + to, 1.0F);
  }
}

void AreaMask::fill(const Window& window, TileView inside) const {
  if (inside.rows != window.rows || inside.cols != window.cols || inside.layers < 1) {
    throw Error({"E1001", "the tile of a mask has another size than its window"});
  }
  std::vector<Crossing> crossings;
  for (int r = 0; r < inside.rows; ++r) fill_row(window.row + r, window.col, inside.row(0, r), crossings);
}

bool AreaMask::is_empty(const Window& window) const {
  std::vector<Crossing> crossings;
  const std::int64_t end_col = window.col + window.cols;
  for (std::int64_t row = window.row; row < window.row + window.rows; ++row) {
    crossings_of(row, crossings);
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
      const bool some = std::max(crossings[i].col, window.col) < std::min(crossings[i + 1].col, end_col);
      if (some) return false;
    }
  }
  return true;
}

}  // namespace greisen::geo
