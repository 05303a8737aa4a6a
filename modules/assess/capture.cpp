// SPDX-License-Identifier: Apache-2.0
#include "assess/capture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace greisen::assess {
namespace {

constexpr double kNoScore = -std::numeric_limits<double>::infinity();

/// Scores of the places on the ground; ground without a score scores less than any.
std::vector<double> scores_of(const Plane& ground, const Plane& scores, std::span<const PlacePixel> places) {
  std::vector<PlacePixel> sorted(places.begin(), places.end());
  std::ranges::sort(sorted, {}, &PlacePixel::row);
  std::vector<double> found;
  const auto next_ground = ground.open();
  const auto next_scores = scores.open();
  auto place = std::ranges::find_if(sorted, [](const PlacePixel& one) { return one.row >= 0; });
  for (int row = 0; row < ground.rows && place != sorted.end(); ++row) {
    const std::span<const float> judged = next_ground();
    const std::span<const float> values = next_scores();
    for (; place != sorted.end() && place->row == row; ++place) {
      if (place->col < 0 || place->col >= ground.cols) continue;
      const auto col = static_cast<std::size_t>(place->col);
      if (std::isnan(judged[col])) continue;
      found.push_back(std::isnan(values[col]) ? kNoScore : static_cast<double>(values[col]));
    }
  }
  return found;
}

struct GroundCounts {
  std::vector<std::uint64_t> above;  ///< pixels above a cut and not above the one before it
  std::vector<std::uint64_t> at;     ///< pixels at a cut
  std::uint64_t all = 0;
};

/// `cuts`: descending, each once.
GroundCounts count_ground(const Plane& ground, const Plane& scores, const std::vector<double>& cuts) {
  GroundCounts counts{std::vector<std::uint64_t>(cuts.size()), std::vector<std::uint64_t>(cuts.size())};
  const auto next_ground = ground.open();
  const auto next_scores = scores.open();
  for (int row = 0; row < ground.rows; ++row) {
    const std::span<const float> judged = next_ground();
    const std::span<const float> values = next_scores();
    for (std::size_t col = 0; col < judged.size(); ++col) {
      if (std::isnan(judged[col])) continue;
      ++counts.all;
      const double score = std::isnan(values[col]) ? kNoScore : static_cast<double>(values[col]);
      if (cuts.empty() || score < cuts.back()) continue;
      const auto cut = std::ranges::lower_bound(cuts, score, std::greater<>());
      const auto i = static_cast<std::size_t>(cut - cuts.begin());
      ++(*cut == score ? counts.at[i] : counts.above[i]);
    }
  }
  return counts;
}

/// Corner points of the curve: area, captured.
std::vector<std::pair<double, double>> corners(const CaptureCurve& curve) {
  std::vector<std::pair<double, double>> all = {{0, 0}};
  for (const CapturePoint& point : curve.points) {
    all.emplace_back(point.area_above, all.back().second);
    all.emplace_back(point.area, point.captured);
  }
  all.emplace_back(1, all.back().second);
  all.emplace_back(1, 1);
  return all;
}

}  // namespace

Interval wilson(double hits, double all) {
  if (!(all > 0)) return {0, 1};
  constexpr double kZ = 1.959963984540054;
  const double share = hits / all;
  const double middle = share + kZ * kZ / (2 * all);
  const double half = kZ * std::sqrt(share * (1 - share) / all + kZ * kZ / (4 * all * all));
  const double scale = 1 + kZ * kZ / all;
  return {std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

CaptureCurve capture_curve(const Plane& ground, const Plane& scores, std::span<const PlacePixel> places) {
  std::vector<double> found = scores_of(ground, scores, places);
  std::ranges::sort(found, std::greater<>());
  std::vector<double> cuts = found;
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  const GroundCounts counts = count_ground(ground, scores, cuts);

  CaptureCurve curve;
  curve.places = found.size();
  curve.elsewhere = places.size() - found.size();
  curve.pixels = counts.all;
  std::uint64_t taken = 0;
  const auto share = [&](std::uint64_t pixels) {
    return static_cast<double>(pixels) / static_cast<double>(counts.all);
  };
  for (std::size_t i = 0; i < cuts.size() && std::isfinite(cuts[i]); ++i) {
    const std::uint64_t above = taken + counts.above[i];
    taken = above + counts.at[i];
    const auto held = std::ranges::upper_bound(found, cuts[i], std::greater<>()) - found.begin();
    curve.points.push_back(
        {cuts[i], share(above), share(taken), static_cast<double>(held) / static_cast<double>(found.size())});
  }
  return curve;
}

double share_of_ground(const Plane& ground, const Plane& scores, double least) {
  const GroundCounts counts = count_ground(ground, scores, {least});
  return counts.all == 0 ? 0 : static_cast<double>(counts.above[0] + counts.at[0]) / static_cast<double>(counts.all);
}

double captured_at(const CaptureCurve& curve, double area) {
  const auto all = corners(curve);
  const auto right = std::ranges::find_if(all, [&](const auto& corner) { return corner.first > area; });
  if (right == all.end()) return 1;
  if (right == all.begin()) return 0;
  const auto left = right - 1;
  return left->second + (right->second - left->second) * (area - left->first) / (right->first - left->first);
}

double area_under(const CaptureCurve& curve) {
  const auto all = corners(curve);
  double area = 0;
  for (std::size_t i = 1; i < all.size(); ++i)
    area += (all[i].first - all[i - 1].first) * (all[i].second + all[i - 1].second) / 2;
  return area;
}

std::optional<PredictionArea> prediction_area(const CaptureCurve& curve) {
  if (curve.points.empty()) return {};
  CapturePoint before{curve.points.front().score};
  std::vector<CapturePoint> points = curve.points;
  points.push_back({points.back().score, 1, 1, 1});
  for (const CapturePoint& point : points) {
    const double gap = point.captured + point.area - 1;
    const double last_gap = before.captured + before.area - 1;  // below 0
    if (gap >= 0) {
      const double way = last_gap / (last_gap - gap);
      const auto between = [way](double from, double to) { return from + way * (to - from); };
      const double area = between(before.area, point.area);
      const double captured = between(before.captured, point.captured);
      return PredictionArea{between(before.score, point.score), captured, area, captured / area};
    }
    before = point;
  }
  return {};
}

}  // namespace greisen::assess
