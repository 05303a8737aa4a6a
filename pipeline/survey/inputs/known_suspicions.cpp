// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/known_suspicions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "geo/place/area.hpp"

namespace greisen {
namespace {

/// A way in which coordinates come out wrong.
struct Slip {
  const char* text;
  std::function<geo::Point(const geo::Point&)> mended;
};

const std::array<Slip, 4>& slips() {
  static const std::array<Slip, 4> all = {{{"with longitude and latitude (x and y) exchanged",
                                            [](const geo::Point& p) {
                                              return geo::Point{p.y, p.x};
                                            }},
                                           {"with a minus before the longitude (x)",
                                            [](const geo::Point& p) {
                                              return geo::Point{-p.x, p.y};
                                            }},
                                           {"with a minus before the latitude (y)",
                                            [](const geo::Point& p) {
                                              return geo::Point{p.x, -p.y};
                                            }},
                                           {"with a minus before both", [](const geo::Point& p) {
                                              return geo::Point{-p.x, -p.y};
                                            }}}};
  return all;
}

/// Moves points of several CRSs; NaN where a place is none.
class Mover {
 public:
  explicit Mover(const geo::Crs& target) : target_(target) {}
  geo::Point operator()(const geo::Point& place, const std::string& crs) {
    auto found = by_crs_.find(crs);
    if (found == by_crs_.end()) found = by_crs_.emplace(crs, geo::PointTransform(geo::parse_crs(crs), target_)).first;
    return found->second.apply(place);
  }

 private:
  const geo::Crs& target_;
  std::map<std::string, geo::PointTransform> by_crs_;
};

bool is_on(const Grid& grid, const geo::Point& place) {
  const double row = grid.row_of(place.y);
  const double col = grid.col_of(place.x);
  return row >= 0 && col >= 0 && row < static_cast<double>(grid.rows) && col < static_cast<double>(grid.cols);
}

/// Straight through lon and lat on a sphere: good enough to tell 8 km from 8 000.
double km_between(const geo::Point& a, const geo::Point& b) {
  constexpr double kRadiusKm = 6371;
  constexpr double kRad = 3.14159265358979323846 / 180;
  const double half_lat = std::sin((b.y - a.y) * kRad / 2);
  const double half_lon = std::sin((b.x - a.x) * kRad / 2);
  const double h = half_lat * half_lat + std::cos(a.y * kRad) * std::cos(b.y * kRad) * half_lon * half_lon;
  return 2 * kRadiusKm * std::asin(std::min(1.0, std::sqrt(h)));
}

/// Of the nearest occurrence from the middle of the area; infinite where none has a place in degrees.
double nearest_km(const std::vector<geo::Occurrence>& known, const geo::Area& area) {
  const geo::Point middle = area.centre_lon_lat();
  double least = std::numeric_limits<double>::infinity();
  const geo::Crs wgs84 = geo::wgs84();
  Mover to_degrees(wgs84);
  for (const geo::Occurrence& one : known) {
    const geo::Point place = to_degrees(one.given, one.given_crs);
    if (std::isfinite(place.x + place.y)) least = std::min(least, km_between(place, middle));
  }
  return least;
}

}  // namespace

void tell_suspicions(const std::vector<geo::Occurrence>& known, const std::string& file, const Grid& grid,
                     const geo::Area& area, Log& log) {
  std::vector<const geo::Occurrence*> outside;
  for (const geo::Occurrence& one : known)
    if (!is_on(grid, one.place)) outside.push_back(&one);
  if (outside.empty()) return;
  Mover move(area.crs);
  std::string suspicion;
  for (const Slip& slip : slips()) {
    std::size_t there = 0;
    std::string first;
    for (const geo::Occurrence* one : outside) {
      if (!is_on(grid, move(slip.mended(one->given), one->given_crs))) continue;
      if (there++ == 0) first = one->name.empty() ? one->id : one->name;
    }
    if (there > 0)
      suspicion += fmt::format("; {} of them would lie in it {}{}: are they?", there, slip.text,
                               first.empty() ? "" : " (such as " + first + ")");
  }
  const bool none = outside.size() == known.size();
  if (!none && suspicion.empty()) return;
  const double km = none ? nearest_km(known, area) : 0;
  const std::string distance =
      none && std::isfinite(km) ? fmt::format(", the nearest {:.0f} km from the area's middle", km) : "";
  log.warn("W3202", fmt::format("{}: {} of {} occurrences lie outside the area and its margin{}{}", file,
                                outside.size(), known.size(), distance, suspicion));
}

}  // namespace greisen
