// SPDX-License-Identifier: Apache-2.0
#include "geo/place/area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/read/box_order.hpp"

namespace greisen::geo {

namespace {

constexpr double kToleranceM = 0.1;  // of a densified edge from the straight edge it was
constexpr double kStraightM = 200;   // edges this short bend by less than kToleranceM in any CRS in use
constexpr double kMetresPerDegree = 111'320;
constexpr int kMaxSplits = 14;
constexpr std::size_t kMaxDensified = 4 * kMaxAreaVertices;

struct Densifier {
  const PointTransform& transform;
  bool to_degrees;
  double metres_per_unit;
  std::size_t& vertices;

  /// Without a jump of 360° from `near`.
  [[nodiscard]] Point moved(Point p, Point near) const {
    p = transform.apply(p);
    if (to_degrees && std::isfinite(near.x)) p.x -= 360 * std::round((p.x - near.x) / 360);
    return p;
  }

  [[nodiscard]] double bend_m(Point from, Point to, Point from_out, Point to_out) const {
    double worst = 0;
    for (const double t : {0.25, 0.5, 0.75}) {
      const Point p = moved({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)}, from_out);
      const double straight_x = from_out.x + t * (to_out.x - from_out.x);
      const double straight_y = from_out.y + t * (to_out.y - from_out.y);
      worst = std::max(worst, std::hypot(p.x - straight_x, p.y - straight_y) * metres_per_unit);
    }
    return worst;  // NaN never gets in: max keeps its first argument
  }

  /// Adds the points of the edge without its first one.
  void edge(Point from, Point to, Point from_out, Point to_out, int splits, Ring& out) {
    const double length_m = std::hypot(to_out.x - from_out.x, to_out.y - from_out.y) * metres_per_unit;
    if (splits > 0 && length_m > kStraightM && bend_m(from, to, from_out, to_out) > kToleranceM) {
      const Point middle = {(from.x + to.x) / 2, (from.y + to.y) / 2};
      const Point middle_out = moved(middle, from_out);
      edge(from, middle, from_out, middle_out, splits - 1, out);
      edge(middle, to, middle_out, to_out, splits - 1, out);
      return;
    }
    out.push_back(to_out);
    ++vertices;
  }

  Ring ring(const Ring& in) {
    Ring out;
    for (std::size_t i = 0; i < in.size() && vertices <= kMaxDensified; ++i) {
      const Point from = in[i];
      const Point to = in[(i + 1) % in.size()];
      const Point from_out = transform.apply(from);
      edge(from, to, from_out, moved(to, from_out), kMaxSplits, out);
    }
    return out;
  }
};

bool all_finite(const Ring& ring) {
  return std::ranges::all_of(ring, [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

/// Lets lon run on without jumps, starting near `near_lon`. False where the ring goes round a pole.
bool unwrap(Ring& ring, double near_lon) {
  double last = near_lon;
  for (Point& p : ring) {
    p.x -= 360 * std::round((p.x - last) / 360);
    last = p.x;
  }
  return std::abs(ring.front().x - ring.back().x) <= 180;
}

[[noreturn]] void cannot_express(const Area& area, const Crs& target, const std::string& why) {
  throw Error({"E4013",
               fmt::format("the area {} cannot be expressed in {}: {}", area.source, target.label(), why),
               {},
               "choose a CRS made for this part of the world, or auto-utm"});
}

void unwrap_all(Area& area, const Area& origin) {
  const double near_lon = area.polygons.front().rings.front().front().x;
  double min_x = std::numeric_limits<double>::infinity();
  for (Polygon& polygon : area.polygons) {
    for (Ring& ring : polygon.rings) {
      if (!unwrap(ring, near_lon)) cannot_express(origin, area.crs, "it goes round a pole");
      for (const Point p : ring) min_x = std::min(min_x, p.x);
    }
  }
  const double shift = -360 * std::floor((min_x + 180) / 360);
  for (Polygon& polygon : area.polygons) {
    for (Ring& ring : polygon.rings) {
      for (Point& p : ring) p.x += shift;
    }
  }
}

}  // namespace

Bounds Area::bounds() const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Bounds out = {kInfinity, kInfinity, -kInfinity, -kInfinity};
  for (const Polygon& polygon : polygons) {
    for (const Point p : polygon.rings.front()) {
      out = {std::min(out.min_x, p.x), std::min(out.min_y, p.y), std::max(out.max_x, p.x), std::max(out.max_y, p.y)};
    }
  }
  return out;
}

Bounds Area::bounds_lon_lat() const { return to_crs(wgs84()).bounds(); }

Area Area::to_crs(const Crs& target) const {
  Area out = {target, {}, source, notes};
  if (out.crs.place == Bounds{}) out.crs.place = crs.place != Bounds{} ? crs.place : rough_lon_lat(crs, bounds());
  if (crs.wkt == target.wkt) {
    out.polygons = polygons;
    return out;
  }
  const PointTransform transform(crs, out.crs);
  std::size_t vertices = 0;
  const bool to_degrees = target.is_geographic;
  Densifier densifier = {transform, to_degrees, to_degrees ? kMetresPerDegree : target.metres_per_unit, vertices};
  for (const Polygon& polygon : polygons) {
    Polygon moved;
    for (const Ring& ring : polygon.rings) {
      moved.rings.push_back(densifier.ring(ring));
      if (!all_finite(moved.rings.back())) cannot_express(*this, target, "it reaches beyond that CRS");
    }
    out.polygons.push_back(std::move(moved));
  }
  if (vertices > kMaxDensified) cannot_express(*this, target, "its edges bend too much there");
  if (target.is_geographic) unwrap_all(out, *this);
  return out;
}

namespace {

constexpr double kMuchLarger = 100;  ///< than what another order of its numbers means

double ground_of(const Bounds& box) { return (box.max_x - box.min_x) * (box.max_y - box.min_y); }

std::string did_you_mean(const std::vector<Bounds>& meant) {
  std::string text;
  for (const Bounds& box : meant) text += (text.empty() ? "; did you mean " : " or ") + box_text(box);
  return text.empty() ? text : text + "?";
}

}  // namespace

Area box_area(const Bounds& box, const std::string& crs_text) {
  Area area;
  area.crs = parse_crs(crs_text);
  area.source = box_text(box);
  Bounds b = box;
  if (area.crs.is_geographic && b.min_x > b.max_x) b.max_x += 360;
  std::string wrong;
  if (!std::isfinite(b.min_x + b.min_y + b.max_x + b.max_y))
    wrong = "holds a number that is not finite";
  else if (b.min_x >= b.max_x)
    wrong = "has no width: min x must be less than max x";
  else if (b.min_y >= b.max_y)
    wrong = "has no height: min y must be less than max y";
  else if (area.crs.is_geographic && (b.min_y < -90 || b.max_y > 90))
    wrong = "has latitudes beyond ±90°";
  else if (area.crs.is_geographic && (b.min_x < -360 || b.max_x > 540))
    wrong = "has longitudes beyond ±360°";
  else if (area.crs.is_geographic && b.max_x - b.min_x > 180)
    wrong = "is wider than 180°";
  const bool much = wrong.empty() && spans_much(b, area.crs.is_geographic, area.crs.metres_per_unit);
  const std::vector<Bounds> meant = wrong.empty() && !much
                                        ? std::vector<Bounds>()
                                        : other_orders(box, area.crs.is_geographic, area.crs.metres_per_unit);
  if (much && !meant.empty() && kMuchLarger * ground_of(meant.front()) < ground_of(b))
    wrong = fmt::format("would span {:.10g} by {:.10g} {}: its numbers stand in another order", b.max_x - b.min_x,
                        b.max_y - b.min_y, area.crs.is_geographic ? "degrees" : "units");
  if (!wrong.empty()) {
    throw Error({"E2150",
                 fmt::format("the box {} in {} {}", area.source, area.crs.label(), wrong),
                 {},
                 "write [min x, min y, max x, max y] in the units of its CRS; for degrees: west, south, east, north" +
                     did_you_mean(meant)});
  }
  area.polygons = {Polygon{{{{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}}}}};
  return area;
}

}  // namespace greisen::geo
