// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "catalogue/world_map.hpp"
#include "pipeline/products/sheet/source.hpp"

namespace greisen {
namespace {

constexpr double kEarthKm = 6371;
constexpr double kLeastHalfWidthKm = 900;
constexpr double kTimesTheGround = 3;  ///< at least, what the locator shows is wider than the sheet's ground
constexpr double kMostHalfWidthKm = 8000;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

/// Azimuthal equidistant on the sphere about a place (Snyder 1987, eq. 25-2 to 25-4): kilometres east and south.
class View {
 public:
  explicit View(const geo::Point& middle)
      : lon_(radians(middle.x)), sin_(std::sin(radians(middle.y))), cos_(std::cos(radians(middle.y))) {}

  [[nodiscard]] geo::Point of(double lon, double lat) const {
    const double east = radians(lon) - lon_;
    const double sin_lat = std::sin(radians(lat));
    const double cos_lat = std::cos(radians(lat));
    const double cos_far = std::clamp(sin_ * sin_lat + cos_ * cos_lat * std::cos(east), -1.0, 1.0);
    const double far = std::acos(cos_far);
    const double sin_far = std::sin(far);
    const double scale = kEarthKm * (sin_far < 1e-9 ? 1 : far / sin_far);
    return {scale * cos_lat * std::sin(east), -scale * (cos_ * sin_lat - sin_ * cos_lat * std::cos(east))};
  }

 private:
  double lon_;
  double sin_;
  double cos_;
};

/// Those of the lines that come into the view; points beyond it are kept, for the lines to run out of the frame.
std::vector<std::vector<geo::Point>> seen(const std::vector<std::vector<LonLat>>& lines, const View& view,
                                          double half_width_km) {
  std::vector<std::vector<geo::Point>> all;
  for (const std::vector<LonLat>& line : lines) {
    std::vector<geo::Point> points;
    points.reserve(line.size());
    geo::Bounds box = {1e9, 1e9, -1e9, -1e9};
    for (const LonLat& place : line) {
      const geo::Point point = view.of(place.lon, place.lat);
      box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y), std::max(box.max_x, point.x),
             std::max(box.max_y, point.y)};
      points.push_back(point);
    }
    const bool inside = box.min_x < half_width_km && box.max_x > -half_width_km && box.min_y < half_width_km &&
                        box.max_y > -half_width_km;
    // a ring about the point opposite would be drawn inside out: all of it lies beyond a quarter of the globe
    const bool near = std::ranges::any_of(
        points, [](const geo::Point& point) { return std::hypot(point.x, point.y) < kEarthKm * std::numbers::pi / 2; });
    if (inside && near) all.push_back(std::move(points));
  }
  return all;
}

std::vector<std::vector<geo::Point>> graticule(const geo::Point& middle, const View& view, double half_width_km) {
  const int step = half_width_km < 1500 ? 5 : half_width_km < 4000 ? 10 : 30;
  constexpr int kReach = 12;  // lines to each side
  const int lon = static_cast<int>(std::lround(middle.x / step)) * step;
  const int lat = static_cast<int>(std::lround(middle.y / step)) * step;
  const auto line = [&](int length, const auto& place) {  // a point a degree
    std::vector<geo::Point> points;
    for (int along = -length; along <= length; ++along)
      if (const LonLat at = place(along); std::abs(at.lat) <= 90) points.push_back(view.of(at.lon, at.lat));
    return points;
  };
  std::vector<std::vector<geo::Point>> lines;
  for (int number = -kReach; number <= kReach; ++number) {
    const int aside = number * step;
    lines.push_back(line(kReach * step, [&](int along) { return LonLat{1.0 * (lon + aside), 1.0 * (lat + along)}; }));
    lines.push_back(line(kReach * step, [&](int along) { return LonLat{1.0 * (lon + along), 1.0 * (lat + aside)}; }));
  }
  return lines;
}

}  // namespace

outputs::SheetLocator locator_of(const geo::Point& middle, double ground_km) {
  const View view(middle);
  outputs::SheetLocator locator;
  locator.half_width_km = std::clamp(kTimesTheGround * ground_km / 2, kLeastHalfWidthKm, kMostHalfWidthKm);
  locator.land = seen(world_map().land, view, locator.half_width_km);
  locator.borders = seen(world_map().borders, view, locator.half_width_km);
  locator.graticule = graticule(middle, view, locator.half_width_km);
  return locator;
}

void add_locator(const SheetSource& source, outputs::Sheet& sheet) {
  const geo::PointTransform to_lon_lat(source.loaded.graph.area.crs, geo::wgs84());
  const geo::Bounds& ground = sheet.page.ground;
  const geo::Point middle = to_lon_lat.apply({(ground.min_x + ground.max_x) / 2, (ground.min_y + ground.max_y) / 2});
  if (!std::isfinite(middle.x) || !std::isfinite(middle.y)) return;
  const double km_per_unit = sheet.metres_per_unit / 1000;
  const double half_x = (ground.max_x - ground.min_x) / 2 * km_per_unit;
  const double half_y = (ground.max_y - ground.min_y) / 2 * km_per_unit;
  sheet.locator = locator_of(middle, 2 * half_x);
  sheet.locator.ground = {{-half_x, -half_y}, {half_x, -half_y}, {half_x, half_y}, {-half_x, half_y}};
  sheet.texts.middle = source.words(
      "sheet_middle", {{"lon", fmt::format("{:.2f}", middle.x)}, {"lat", fmt::format("{:.2f}", middle.y)}});
}

}  // namespace greisen
