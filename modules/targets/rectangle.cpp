// SPDX-License-Identifier: Apache-2.0
#include "targets/rectangle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace greisen::targets {
namespace {

constexpr double kEqualArea = 1e-9;  ///< relative

double cross(const geo::Point& o, const geo::Point& a, const geo::Point& b) {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Appends the lower or upper half of the hull; `points` in order of walking.
template <class Points>
void add_half(const Points& points, std::vector<geo::Point>& hull) {
  const std::size_t kept = hull.size();
  for (const geo::Point& point : points) {
    while (hull.size() >= kept + 2 && cross(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
    hull.push_back(point);
  }
  hull.pop_back();
}

/// Azimuth in [0, 180); a hair below 180 is 0.
double azimuth_deg(double east, double north) {
  double degrees = std::fmod(std::atan2(east, north) * 180 / std::numbers::pi + 360, 180);
  if (degrees > 180 - 1e-9) degrees = 0;
  return degrees;
}

}  // namespace

std::vector<geo::Point> convex_hull(std::vector<geo::Point> points) {
  const auto before = [](const geo::Point& a, const geo::Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
  std::ranges::sort(points, before);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  std::vector<geo::Point> hull;
  add_half(points, hull);
  std::ranges::reverse(points);
  add_half(points, hull);
  return hull;
}

Rectangle least_rectangle(std::span<const geo::Point> hull) {
  Rectangle best;
  double best_area = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const geo::Point& a = hull[i];
    const geo::Point& b = hull[(i + 1) % hull.size()];
    const double side = std::hypot(b.x - a.x, b.y - a.y);
    if (!(side > 0)) continue;
    const double east = (b.x - a.x) / side;
    const double north = (b.y - a.y) / side;
    double along_min = 0;
    double along_max = 0;
    double across = 0;
    for (const geo::Point& p : hull) {
      const double along = (p.x - a.x) * east + (p.y - a.y) * north;
      along_min = std::min(along_min, along);
      along_max = std::max(along_max, along);
      across = std::max(across, (p.y - a.y) * east - (p.x - a.x) * north);
    }
    const double along = along_max - along_min;
    if (along * across >= best_area * (1 - kEqualArea)) continue;
    best_area = along * across;
    best = along >= across ? Rectangle{along, across, azimuth_deg(east, north)}
                           : Rectangle{across, along, azimuth_deg(-north, east)};
  }
  return best;
}

}  // namespace greisen::targets
