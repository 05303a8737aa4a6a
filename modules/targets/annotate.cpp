// SPDX-License-Identifier: Apache-2.0
#include "targets/annotate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/vectors/distance.hpp"

namespace greisen::targets {
namespace {

bool inside(const std::vector<geo::Polygon>& polygons, const geo::Point& place) {
  bool in = false;
  for (const geo::Polygon& polygon : polygons)
    for (const geo::Ring& ring : polygon.rings)
      for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > place.y) != (ring[j].y > place.y) &&
            place.x < (ring[j].x - ring[i].x) * (place.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
          in = !in;
  return in;
}

double distance_to_edge(const std::vector<geo::Polygon>& polygons, const geo::Point& place) {
  double least = std::numeric_limits<double>::infinity();
  for (const geo::Polygon& polygon : polygons)
    for (const geo::Ring& ring : polygon.rings)
      for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        least = std::min(least, geo::distance_to(place, {ring[j], ring[i]}));
  return least;
}

std::string label_of(const geo::Occurrence& known) {
  std::string label = !known.name.empty() ? known.name : !known.id.empty() ? known.id : "unnamed";
  return known.commodity.empty() ? label : label + " (" + known.commodity + ")";
}

void add_known_to(std::span<const geo::Occurrence> known, double metres_per_unit, Target& target) {
  std::vector<std::string> here;
  for (const geo::Occurrence& one : known) {
    const double metres =
        inside(target.polygons, one.place) ? 0 : distance_to_edge(target.polygons, one.place) * metres_per_unit;
    if (!target.nearest_known_m || metres < *target.nearest_known_m) target.nearest_known_m = metres;
    if (metres <= one.accuracy_m.value_or(0)) here.push_back(label_of(one));
  }
  target.known = join(here, "; ");
}

}  // namespace

void add_known(std::span<const geo::Occurrence> known, double metres_per_unit, std::vector<Target>& targets) {
  for (Target& target : targets) add_known_to(known, metres_per_unit, target);
}

void add_land_use(const std::string& name, const geo::AreaMask& land, const TargetGround& ground,
                  std::vector<Target>& targets) {
  const auto shares = ground.values([&](const Window& window, TileView out) {
    if (!land.is_empty(window)) return land.fill(window, out);
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(0, row), 0.0F);
  });
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (const double share = shares[i].mean; share > 0)
      targets[i].land_use.push_back(fmt::format("{} ({:.0f} %)", name, std::max(1.0, 100 * share)));
}

}  // namespace greisen::targets
