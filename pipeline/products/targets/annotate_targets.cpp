// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/annotate_targets.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/place/area.hpp"
#include "geo/vectors/distance.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/products/targets/target_ground.hpp"
#include "pipeline/survey/inputs/area.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/occurrences.hpp"

namespace greisen {
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

void add_known(const std::vector<geo::Occurrence>& known, double metres_per_unit, targets::Target& target) {
  std::vector<std::string> here;
  for (const geo::Occurrence& one : known) {
    const double metres =
        inside(target.polygons, one.place) ? 0 : distance_to_edge(target.polygons, one.place) * metres_per_unit;
    if (!target.nearest_known_m || metres < *target.nearest_known_m) target.nearest_known_m = metres;
    if (metres <= one.accuracy_m.value_or(0)) here.push_back(label_of(one));
  }
  target.known = join(here, "; ");
}

/// Shares of the targets' pixels whose centres lie in the other polygons.
std::vector<TargetGround::Values> shares_in(const TargetGround& ground, const geo::AreaMask& other) {
  return ground.values([&](const Window& window, TileView out) {
    if (!other.is_empty(window)) return other.fill(window, out);
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(0, row), 0.0F);
  });
}

}  // namespace

void annotate_targets(const Survey& survey, const Grid& grid, std::vector<targets::Target>& targets) {
  const geo::Crs crs = geo::crs_of(grid);
  if (!survey.occurrences.empty()) {
    const auto all = known_of(survey, crs);
    const geo::Occurrences& known = *all;
    for (targets::Target& target : targets) add_known(known.points, crs.metres_per_unit, target);
  }
  const TargetGround ground(grounds_of(targets), grid, crs);
  for (const LandUse& land : survey.exclude) {
    const auto shares = shares_in(ground, geo::AreaMask(read_land_use(survey, land).to_crs(crs), grid));
    for (std::size_t i = 0; i < targets.size(); ++i)
      if (const double share = shares[i].mean; share > 0)
        targets[i].land_use.push_back(fmt::format("{} ({:.0f} %)", land.name, std::max(1.0, 100 * share)));
  }
}

std::string key_of_annotations(const Survey& survey, InputHashes& inputs) {
  std::string key = "\n" + survey.commodity_field + " " + content_in(survey, survey.occurrences, inputs);
  for (const LandUse& land : survey.exclude) key += "\n" + land.name + " " + content_in(survey, land.file, inputs);
  return key;
}

}  // namespace greisen
