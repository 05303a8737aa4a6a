// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include <geodesic.h>

#include "geo/place/area.hpp"

namespace greisen::geo {

namespace {

constexpr double kEquatorM = 6'378'137;  // WGS 84
constexpr double kFlattening = 1 / 298.257223563;
constexpr double kStepDeg = 0.05;  // a straight line of this length in lon/lat is a geodesic to 0.5 m

double ring_m2(const geod_geodesic& ellipsoid, const Ring& ring) {
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point from = ring[i];
    const Point to = ring[(i + 1) % ring.size()];
    const double longest = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
    const int steps = std::clamp(static_cast<int>(std::ceil(longest / kStepDeg)), 1, 8192);
    for (int k = 0; k < steps; ++k) {
      const double t = static_cast<double>(k) / steps;
      geod_polygon_addpoint(&ellipsoid, &polygon, from.y + t * (to.y - from.y), from.x + t * (to.x - from.x));
    }
  }
  double m2 = 0;
  geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &m2, nullptr);
  return std::abs(m2);
}

struct Moment {
  double area = 0;  ///< square degrees, > 0
  Point sum;        ///< centroid × area
};

Moment moment_of(const Ring& ring) {
  const Point origin = ring.front();  // keeps the products small
  double twice = 0;
  Point sum;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = {ring[i].x - origin.x, ring[i].y - origin.y};
    const Point b = {ring[(i + 1) % ring.size()].x - origin.x, ring[(i + 1) % ring.size()].y - origin.y};
    const double cross = a.x * b.y - b.x * a.y;
    twice += cross;
    sum.x += (a.x + b.x) * cross;
    sum.y += (a.y + b.y) * cross;
  }
  const double sign = twice < 0 ? -1 : 1;
  const double area = std::abs(twice) / 2;
  return {area, {sign * sum.x / 6 + origin.x * area, sign * sum.y / 6 + origin.y * area}};
}

}  // namespace

double Area::area_km2() const {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, kEquatorM, kFlattening);
  double m2 = 0;
  for (const Polygon& polygon : to_crs(wgs84()).polygons) {
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      m2 += (i == 0 ? 1 : -1) * ring_m2(ellipsoid, polygon.rings[i]);
    }
  }
  return m2 / 1e6;
}

Point Area::centre_lon_lat() const {
  Moment total;
  const Area lon_lat = to_crs(wgs84());
  for (const Polygon& polygon : lon_lat.polygons) {
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      const Moment moment = moment_of(polygon.rings[i]);
      const double sign = i == 0 ? 1 : -1;
      total.area += sign * moment.area;
      total.sum = {total.sum.x + sign * moment.sum.x, total.sum.y + sign * moment.sum.y};
    }
  }
  const Bounds box = lon_lat.bounds();
  Point centre = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};  // of an area too thin to weigh
  if (total.area > 0) centre = {total.sum.x / total.area, total.sum.y / total.area};
  centre.x -= 360 * std::floor((centre.x + 180) / 360);
  return centre;
}

}  // namespace greisen::geo
