// SPDX-License-Identifier: Apache-2.0
#include "targets/extract.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "geo/place/outline.hpp"
#include "targets/cluster.hpp"
#include "targets/rectangle.hpp"

namespace greisen::targets {
namespace {

constexpr double kSquareMetresPerHectare = 10000;

void check(const ExtractRequest& request) {
  if (!request.score || request.most == 0 || request.most > kMostTargets || request.min_pixels < 1 ||
      !std::isfinite(request.threshold) || !(request.metres_per_unit > 0))
    throw Error({"E1001", "the request for targets of the model " + request.model + " contradicts itself"});
}

/// Length, width and strike in metres and degrees of the grid.
void measure(const Cluster& ground, const ExtractRequest& request, Target& target) {
  const double pixel_x = request.grid.pixel_x * request.metres_per_unit;
  const double pixel_y = request.grid.pixel_y * request.metres_per_unit;
  std::vector<geo::Point> corners;
  double col_sum = 0;
  double row_sum = 0;
  for (const geo::RowRun& run : ground.runs) {
    for (const std::int64_t col : {run.begin, run.end})
      for (const std::int64_t row : {run.row, run.row + 1})
        corners.push_back({static_cast<double>(col - ground.box.col) * pixel_x,
                           -static_cast<double>(row - ground.box.row) * pixel_y});
    const auto pixels = static_cast<double>(run.end - run.begin);
    col_sum += pixels * (static_cast<double>(run.begin + run.end) / 2);
    row_sum += pixels * (static_cast<double>(run.row) + 0.5);
  }
  const Rectangle rectangle = least_rectangle(convex_hull(std::move(corners)));
  target.length_m = rectangle.length;
  target.width_m = rectangle.width;
  target.strike_deg = rectangle.strike_deg;
  const auto pixels = static_cast<double>(ground.pixels);
  target.area_ha = pixels * pixel_x * pixel_y / kSquareMetresPerHectare;
  target.x = request.grid.x_of(col_sum / pixels);
  target.y = request.grid.y_of(row_sum / pixels);
}

/// Evidence numbers whose mean `keep` wants, sorted by `before` of their means; equal ones in the model's order.
template <class Keep, class Before>
std::vector<std::string> chosen(const ExtractRequest& request, const std::vector<double>& mean, Keep keep,
                                Before before) {
  std::vector<std::size_t> order(mean.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !keep(mean[i]); });
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return before(mean[a], mean[b]); });
  std::vector<std::string> ids;
  for (const std::size_t i : order) ids.push_back(request.evidence_names[i].id);
  return ids;
}

void explain(const ExtractRequest& request, const Cluster& ground, const ClusterFacts& facts, Target& target) {
  const std::vector<double>& mean = facts.evidence_mean;
  target.raised_by = chosen(
      request, mean, [](double x) { return x >= kSupportingMembership; }, [](double a, double b) { return a > b; });
  target.lowered_by = chosen(
      request, mean, [](double x) { return x < kLoweringMembership; }, [](double a, double b) { return a < b; });
  for (std::size_t i = 0; i < mean.size(); ++i) {
    const auto& [id, family, mapped] = request.evidence_names[i];
    if (!std::isnan(mean[i])) target.memberships.push_back({id, mean[i]});
    if (mean[i] >= kSupportingMembership && std::ranges::find(target.families, family) == target.families.end())
      target.families.push_back(family);
  }
  const double pixel_m = std::sqrt(request.grid.pixel_x * request.grid.pixel_y) * request.metres_per_unit;
  const double pixels = request.lines ? target.length_m / pixel_m : static_cast<double>(ground.pixels);
  target.strength = target.score * facts.strength * std::sqrt(pixels);
  target.marks = facts.marks;
  target.judged_share = facts.judged_share;
  target.score_low = std::max(0.0, target.score - facts.spread);
  target.score_high = std::min(1.0, target.score + facts.spread);
  if (std::isnan(facts.spread)) target.score_low = target.score_high = Target::kUnknown;
}

Target target_of(const ExtractRequest& request, const Cluster& ground, const ClusterFacts& facts) {
  Target target;
  target.model = request.model;
  target.score = ground.score;
  measure(ground, request, target);
  if (request.lonlat) {
    const geo::Point position = request.lonlat({target.x, target.y});
    target.lon = position.x;
    target.lat = position.y;
  }
  explain(request, ground, facts, target);
  target.polygons = geo::outline(ground.runs, request.grid);
  return target;
}

}  // namespace

Extraction extract_targets(const ExtractRequest& request) {
  check(request);
  FoundClusters found = find_clusters(request);
  if (request.join_gap_m > 0) {
    const std::size_t pieces = found.clusters.size();
    found.clusters =
        join_in_line(std::move(found.clusters), request.join_gap_m, request.grid.pixel_x * request.metres_per_unit,
                     request.grid.pixel_y * request.metres_per_unit);
    found.found -= static_cast<std::int64_t>(pieces - found.clusters.size());
  }
  const std::vector<ClusterFacts> facts = zonal_statistics(request, found.clusters);
  Extraction result{{}, found.found, found.too_small};
  for (std::size_t i = 0; i < found.clusters.size(); ++i) {
    result.targets.push_back(target_of(request, found.clusters[i], facts[i]));
    result.targets.back().rank = static_cast<int>(i) + 1;
  }
  return result;
}

}  // namespace greisen::targets
