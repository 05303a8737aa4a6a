// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "targets/cluster.hpp"
#include "targets/rectangle.hpp"

namespace greisen::targets {
namespace {

constexpr double kLeastElongation = 2.2;
constexpr double kMostTurnDeg = 20;

/// A ground as a stretch of a line, metres east and south of the grid's corner.
struct Stretch {
  std::vector<geo::Point> corners;
  geo::Point centre;
  double strike_deg = 0;
  double width_m = 0;
  bool elongated = false;
};

Stretch stretch_of(const Cluster& ground, double pixel_x, double pixel_y) {
  Stretch stretch;
  for (const geo::RowRun& run : ground.runs) {
    for (const std::int64_t col : {run.begin, run.end})
      for (const std::int64_t row : {run.row, run.row + 1})
        stretch.corners.push_back({static_cast<double>(col) * pixel_x, -static_cast<double>(row) * pixel_y});
    const auto pixels = static_cast<double>(run.end - run.begin);
    stretch.centre.x += pixels * static_cast<double>(run.begin + run.end) / 2 * pixel_x;
    stretch.centre.y -= pixels * (static_cast<double>(run.row) + 0.5) * pixel_y;
  }
  stretch.centre.x /= static_cast<double>(ground.pixels);
  stretch.centre.y /= static_cast<double>(ground.pixels);
  const Rectangle rectangle = least_rectangle(convex_hull(stretch.corners));
  stretch.strike_deg = rectangle.strike_deg;
  stretch.width_m = rectangle.width;
  stretch.elongated = rectangle.length >= kLeastElongation * rectangle.width;
  return stretch;
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
};

/// How far points lie along a line through `from`.
Range along(const std::vector<geo::Point>& points, const geo::Point& from, double east, double north) {
  Range range;
  for (const geo::Point& point : points) {
    const double place = (point.x - from.x) * east + (point.y - from.y) * north;
    range.low = std::min(range.low, place);
    range.high = std::max(range.high, place);
  }
  return range;
}

/// Does `other` go on where the elongated `one` ends?
bool goes_on(const Stretch& one, const Stretch& other, double gap_m) {
  if (!one.elongated) return false;
  double turn = std::abs(one.strike_deg - other.strike_deg);
  turn = std::min(turn, 180 - turn);
  if (other.elongated && turn > kMostTurnDeg) return false;
  const double strike = one.strike_deg * std::numbers::pi / 180;
  const double east = std::sin(strike);
  const double north = std::cos(strike);
  const double aside = std::abs((other.centre.x - one.centre.x) * north - (other.centre.y - one.centre.y) * east);
  if (aside > std::max(one.width_m, other.width_m)) return false;
  const Range mine = along(one.corners, one.centre, east, north);
  const Range theirs = along(other.corners, one.centre, east, north);
  return std::max(theirs.low - mine.high, mine.low - theirs.high) <= gap_m;
}

std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

void add(Cluster& to, const Cluster& from) {
  const double sum = to.score * static_cast<double>(to.pixels) + from.score * static_cast<double>(from.pixels);
  to.runs.insert(to.runs.end(), from.runs.begin(), from.runs.end());
  to.pixels += from.pixels;
  to.score = sum / static_cast<double>(to.pixels);
  const std::int64_t left = std::min(to.box.col, from.box.col);
  const std::int64_t top = std::min(to.box.row, from.box.row);
  to.box = {left, top, std::max(to.box.col + to.box.cols, from.box.col + from.box.cols) - left,
            std::max(to.box.row + to.box.rows, from.box.row + from.box.rows) - top};
}

}  // namespace

std::vector<Cluster> join_in_line(std::vector<Cluster> clusters, double gap_m, double pixel_x, double pixel_y) {
  std::vector<Stretch> stretches;
  stretches.reserve(clusters.size());
  for (const Cluster& ground : clusters) stretches.push_back(stretch_of(ground, pixel_x, pixel_y));
  std::vector<std::size_t> parent(clusters.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto reach = static_cast<std::int64_t>(std::ceil(gap_m / std::min(pixel_x, pixel_y)));
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const Window near = clusters[i].box.expanded(reach);
    for (std::size_t j = i + 1; j < clusters.size(); ++j) {
      if (near.intersected(clusters[j].box).empty()) continue;
      if (goes_on(stretches[i], stretches[j], gap_m) || goes_on(stretches[j], stretches[i], gap_m)) {
        const std::size_t a = root(parent, i);
        const std::size_t b = root(parent, j);
        parent[std::max(a, b)] = std::min(a, b);
      }
    }
  }
  std::vector<Cluster> joined;
  std::vector<std::size_t> place(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const std::size_t first = root(parent, i);
    if (first == i) {
      place[i] = joined.size();
      joined.push_back(std::move(clusters[i]));
    } else {
      add(joined[place[first]], clusters[i]);
    }
  }
  for (Cluster& ground : joined) std::ranges::sort(ground.runs);
  std::ranges::sort(joined, &is_better);
  return joined;
}

}  // namespace greisen::targets
