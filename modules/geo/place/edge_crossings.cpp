// SPDX-License-Identifier: Apache-2.0
#include "geo/place/edge_crossings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

namespace greisen::geo {
namespace {

struct Edge {
  Point from;
  Point to;
  [[nodiscard]] double min_x() const { return std::min(from.x, to.x); }
  [[nodiscard]] double max_x() const { return std::max(from.x, to.x); }
  [[nodiscard]] double min_y() const { return std::min(from.y, to.y); }
  [[nodiscard]] double max_y() const { return std::max(from.y, to.y); }
};

double side_of(const Edge& edge, const Point& p) {
  return (edge.to.x - edge.from.x) * (p.y - edge.from.y) - (edge.to.y - edge.from.y) * (p.x - edge.from.x);
}

bool boxes_meet(const Edge& a, const Edge& b) {
  return a.min_x() <= b.max_x() && b.min_x() <= a.max_x() && a.min_y() <= b.max_y() && b.min_y() <= a.max_y();
}

/// On the edge, and none of its ends.
bool lies_within(const Edge& edge, const Point& p, double side) {
  return side == 0 && p != edge.from && p != edge.to && p.x >= edge.min_x() && p.x <= edge.max_x() &&
         p.y >= edge.min_y() && p.y <= edge.max_y();
}

bool cross(const Edge& a, const Edge& b) {
  const double b_from = side_of(a, b.from);
  const double b_to = side_of(a, b.to);
  const double a_from = side_of(b, a.from);
  const double a_to = side_of(b, a.to);
  const bool apart = (b_from > 0) != (b_to > 0) && (a_from > 0) != (a_to > 0);
  if (b_from != 0 && b_to != 0 && a_from != 0 && a_to != 0) return apart;
  return lies_within(a, b.from, b_from) || lies_within(a, b.to, b_to) || lies_within(b, a.from, a_from) ||
         lies_within(b, a.to, a_to);
}

/// Halves the ground, always along the side that parts the edges best, until few lie together. A pair is looked at in
/// the one part that holds the lower left corner of what its boxes share.
class Count {
 public:
  Count(std::vector<Edge> edges, std::size_t most) : edges_(std::move(edges)), most_(most) {}

  std::size_t run() {
    std::vector<std::uint32_t> all(edges_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint32_t>(i);
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Bounds box = {kInfinity, kInfinity, -kInfinity, -kInfinity};
    for (const Edge& edge : edges_)
      box = {std::min(box.min_x, edge.min_x()), std::min(box.min_y, edge.min_y()), std::max(box.max_x, edge.max_x()),
             std::max(box.max_y, edge.max_y())};
    box.max_x = std::nextafter(box.max_x, kInfinity);  // parts are open above
    box.max_y = std::nextafter(box.max_y, kInfinity);
    part(std::move(all), box, 0);
    return pairs_ > kMostEdgePairs ? most_ + 1 : found_;
  }

 private:
  static constexpr std::size_t kFew = 24;
  static constexpr int kDeepest = 60;

  struct Halves {
    std::vector<std::uint32_t> low;
    std::vector<std::uint32_t> high;
  };

  [[nodiscard]] bool done() const { return found_ > most_ || pairs_ > kMostEdgePairs; }

  [[nodiscard]] Halves halves(const std::vector<std::uint32_t>& edges, bool along_x, double at) const {
    Halves out;
    for (const std::uint32_t i : edges) {
      const Edge& edge = edges_[i];
      if ((along_x ? edge.min_x() : edge.min_y()) < at) out.low.push_back(i);
      if ((along_x ? edge.max_x() : edge.max_y()) >= at) out.high.push_back(i);
    }
    return out;
  }

  void part(std::vector<std::uint32_t> edges, const Bounds& box, int depth) {  // NOLINT(misc-no-recursion)
    if (done()) return;
    if (edges.size() <= kFew || depth == kDeepest) return pairs_of(edges, box);
    const Point middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    Halves by_x = halves(edges, true, middle.x);
    Halves by_y = halves(edges, false, middle.y);
    const bool x = by_x.low.size() + by_x.high.size() <= by_y.low.size() + by_y.high.size();
    Halves& best = x ? by_x : by_y;
    if (std::min(best.low.size(), best.high.size()) * 10 > edges.size() * 9) return pairs_of(edges, box);
    (x ? by_y : by_x) = {};
    edges = {};
    Bounds low = box;
    Bounds high = box;
    (x ? low.max_x : low.max_y) = x ? middle.x : middle.y;
    (x ? high.min_x : high.min_y) = x ? middle.x : middle.y;
    part(std::move(best.low), low, depth + 1);
    part(std::move(best.high), high, depth + 1);
  }

  void pairs_of(const std::vector<std::uint32_t>& edges, const Bounds& box) {
    for (std::size_t i = 0; i < edges.size() && !done(); ++i) {
      const Edge& a = edges_[edges[i]];
      pairs_ += edges.size() - i - 1;
      for (std::size_t j = i + 1; j < edges.size(); ++j) {
        const Edge& b = edges_[edges[j]];
        if (!boxes_meet(a, b)) continue;
        const double x = std::max(a.min_x(), b.min_x());
        const double y = std::max(a.min_y(), b.min_y());
        const bool here = x >= box.min_x && x < box.max_x && y >= box.min_y && y < box.max_y;
        if (here && cross(a, b)) ++found_;
      }
    }
  }

  std::vector<Edge> edges_;
  std::size_t most_;
  std::size_t found_ = 0;
  std::size_t pairs_ = 0;
};

/// How often a polygon's corners are met again.
std::size_t repeated_corners(const Polygon& polygon) {
  std::vector<Point> corners;
  for (const Ring& ring : polygon.rings) corners.insert(corners.end(), ring.begin(), ring.end());
  std::ranges::sort(corners, {}, [](const Point& p) { return std::tuple(p.x, p.y); });
  std::size_t again = 0;
  for (std::size_t i = 1; i < corners.size(); ++i) again += corners[i] == corners[i - 1] ? 1U : 0U;
  return again;
}

}  // namespace

std::size_t edge_crossings(std::span<const Polygon> polygons, std::size_t most) {
  std::vector<Edge> edges;
  std::size_t corners = 0;
  for (const Polygon& polygon : polygons) {
    corners += repeated_corners(polygon);
    for (const Ring& ring : polygon.rings)
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Edge edge = {ring[i], ring[(i + 1) % ring.size()]};
        if (edge.from != edge.to) edges.push_back(edge);
      }
  }
  if (corners > most || edges.empty()) return std::min(corners, most + 1);
  return std::min(Count(std::move(edges), most - corners).run() + corners, most + 1);
}

}  // namespace greisen::geo
