// SPDX-License-Identifier: Apache-2.0
#include "geo/place/lon_lat_box.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <geodesic.h>

namespace greisen::geo {
namespace {

constexpr double kEquatorM = 6378137;
constexpr double kFlattening = 1 / 298.257223563;

/// The nearest places of two ranges; the same place where they overlap.
struct Nearest {
  double a = 0;
  double b = 0;
};
Nearest nearest_of(double a_min, double a_max, double b_min, double b_max) {
  if (a_max < b_min) return {a_max, b_min};
  if (b_max < a_min) return {a_min, b_max};
  const double both = std::max(a_min, b_min);
  return {both, both};
}

}  // namespace

Bounds lon_lat_of(const Grid& grid) {
  if (grid.crs.empty()) return {};
  const double left = grid.x_of(0);
  const double right = grid.x_of(static_cast<double>(grid.cols));
  const double top = grid.y_of(0);
  const double bottom = grid.y_of(static_cast<double>(grid.rows));
  return rough_lon_lat(parse_crs(grid.crs),
                       {std::min(left, right), std::min(top, bottom), std::max(left, right), std::max(top, bottom)});
}

std::string lon_lat_text(const Bounds& box) {
  return fmt::format("longitude {:.4f} to {:.4f}, latitude {:.4f} to {:.4f}", box.min_x, box.max_x, box.min_y,
                     box.max_y);
}

double distance_km(const Bounds& a, const Bounds& b) {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, kEquatorM, kFlattening);
  Nearest lat = nearest_of(a.min_y, a.max_y, b.min_y, b.max_y);
  const double upper = std::min(a.max_y, b.max_y);
  if (lat.a == lat.b && std::abs(upper) > std::abs(lat.a)) lat = {upper, upper};  // meridians meet towards the poles
  double least_m = std::numeric_limits<double>::infinity();
  for (const double turn : {-360.0, 0.0, 360.0}) {
    const Nearest lon = nearest_of(a.min_x, a.max_x, b.min_x + turn, b.max_x + turn);
    double metres = 0;
    geod_inverse(&ellipsoid, lat.a, lon.a, lat.b, lon.b, &metres, nullptr, nullptr);
    least_m = std::min(least_m, metres);
  }
  return least_m / 1000;
}

}  // namespace greisen::geo
