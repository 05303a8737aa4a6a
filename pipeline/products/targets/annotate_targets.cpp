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

/// Share of the target's pixels whose centres lie in the other polygons.
double share_in(const targets::Target& target, const geo::AreaMask& other, const Grid& grid, const geo::Crs& crs) {
  const Window window = window_of(target.polygons, grid);
  if (window.empty() || other.is_empty(window)) return 0;
  geo::Area own;
  own.crs = crs;
  own.polygons = target.polygons;
  Tile mine(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  Tile theirs(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  geo::AreaMask(own, grid).fill(window, mine.view());
  other.fill(window, theirs.view());
  std::int64_t all = 0;
  std::int64_t both = 0;
  for (int row = 0; row < mine.view().rows; ++row)
    for (int col = 0; col < mine.view().cols; ++col) {
      if (!(mine.view().at(0, row, col) > 0.5F)) continue;
      ++all;
      both += theirs.view().at(0, row, col) > 0.5F ? 1 : 0;
    }
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

}  // namespace

void annotate_targets(const Survey& survey, const Grid& grid, std::vector<targets::Target>& targets) {
  const geo::Crs crs = geo::crs_of(grid);
  if (!survey.occurrences.empty()) {
    const auto all = known_of(survey, crs);
    const geo::Occurrences& known = *all;
    for (targets::Target& target : targets) add_known(known.points, crs.metres_per_unit, target);
  }
  for (const LandUse& land : survey.exclude) {
    const geo::AreaMask mask(read_land_use(survey, land).to_crs(crs), grid);
    for (targets::Target& target : targets)
      if (const double share = share_in(target, mask, grid, crs); share > 0)
        target.land_use.push_back(fmt::format("{} ({:.0f} %)", land.name, std::max(1.0, 100 * share)));
  }
}

std::string key_of_annotations(const Survey& survey, InputHashes& inputs) {
  std::string key = "\n" + survey.commodity_field + " " + content_in(survey, survey.occurrences, inputs);
  for (const LandUse& land : survey.exclude) key += "\n" + land.name + " " + content_in(survey, land.file, inputs);
  return key;
}

}  // namespace greisen
