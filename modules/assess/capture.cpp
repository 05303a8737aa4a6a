// SPDX-License-Identifier: Apache-2.0
#include "assess/capture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace greisen::assess {
namespace {

constexpr double kNoScore = -std::numeric_limits<double>::infinity();

/// Rows of all planes side by side, the map's first; begins anew with each.
class Rows {
 public:
  Rows(const Plane& map, std::span<const Plane> layers) : next_{map.open()}, rows_(layers.size() + 1) {
    for (const Plane& layer : layers) next_.push_back(layer.open());
  }
  const std::vector<std::span<const float>>& next() {
    for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] = next_[i]();
    return rows_;
  }

 private:
  std::vector<std::function<std::span<const float>()>> next_;
  std::vector<std::span<const float>> rows_;
};

double score_of(float value) { return std::isnan(value) ? kNoScore : static_cast<double>(value); }

/// Per plane, scores of the places on the ground, descending.
std::vector<std::vector<double>> place_scores(const Plane& map, std::span<const Plane> layers,
                                              std::span<const OccurrencePixel> places) {
  std::vector<OccurrencePixel> sorted(places.begin(), places.end());
  std::erase_if(sorted, [&](const OccurrencePixel& one) { return one.row < 0 || one.col < 0 || one.col >= map.cols; });
  std::ranges::sort(sorted, {}, &OccurrencePixel::row);
  std::vector<std::vector<double>> found(layers.size() + 1);
  Rows rows(map, layers);
  auto place = sorted.begin();
  for (int row = 0; row < map.rows && place != sorted.end(); ++row) {
    const auto& values = rows.next();
    for (; place != sorted.end() && place->row == row; ++place) {
      const auto col = static_cast<std::size_t>(place->col);
      if (std::isnan(values[0][col])) continue;
      for (std::size_t i = 0; i < found.size(); ++i) found[i].push_back(score_of(values[i][col]));
    }
  }
  for (std::vector<double>& scores : found) std::ranges::sort(scores, std::greater<>());
  return found;
}

/// How much ground lies between the scores of the places.
struct GroundCounts {
  std::vector<double> cuts;          ///< those scores, descending, each once
  std::vector<std::uint64_t> above;  ///< pixels above a cut and not above the one before it
  std::vector<std::uint64_t> at;     ///< pixels at a cut
  double best = kNoScore;
  std::uint64_t at_best = 0;

  explicit GroundCounts(std::vector<double> scores) : cuts(std::move(scores)) {
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    above.resize(cuts.size());
    at.resize(cuts.size());
  }
  void add(double score) {
    if (score > best) {
      best = score;
      at_best = 0;
    }
    at_best += score == best ? 1 : 0;
    if (cuts.empty() || score < cuts.back()) return;
    const auto cut = std::ranges::lower_bound(cuts, score, std::greater<>());
    const auto i = static_cast<std::size_t>(cut - cuts.begin());
    ++(*cut == score ? at[i] : above[i]);
  }
};

CaptureCurve curve_of(const GroundCounts& counts, const std::vector<double>& places, std::uint64_t pixels) {
  CaptureCurve curve;
  curve.places = places.size();
  curve.pixels = pixels;
  const auto share = [&](std::uint64_t some) { return static_cast<double>(some) / static_cast<double>(pixels); };
  if (std::isfinite(counts.best)) {
    curve.best = counts.best;
    curve.best_share = share(counts.at_best);
  }
  std::uint64_t taken = 0;
  for (std::size_t i = 0; i < counts.cuts.size() && std::isfinite(counts.cuts[i]); ++i) {
    const std::uint64_t above = taken + counts.above[i];
    taken = above + counts.at[i];
    const auto held = std::ranges::upper_bound(places, counts.cuts[i], std::greater<>()) - places.begin();
    curve.points.push_back(
        {counts.cuts[i], share(above), share(taken), static_cast<double>(held) / static_cast<double>(places.size())});
  }
  return curve;
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

std::vector<CaptureCurve> capture_curves(const Plane& map, std::span<const Plane> layers,
                                         std::span<const OccurrencePixel> places) {
  const std::vector<std::vector<double>> found = place_scores(map, layers, places);
  std::vector<GroundCounts> counts(found.begin(), found.end());
  std::uint64_t pixels = 0;
  Rows rows(map, layers);
  for (int row = 0; row < map.rows; ++row) {
    const auto& values = rows.next();
    for (std::size_t col = 0; col < values[0].size(); ++col) {
      if (std::isnan(values[0][col])) continue;
      ++pixels;
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i].add(score_of(values[i][col]));
    }
  }
  std::vector<CaptureCurve> curves;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    curves.push_back(curve_of(counts[i], found[i], pixels));
    curves.back().elsewhere = places.size() - found[i].size();
  }
  return curves;
}

std::vector<double> scores_at(const Plane& plane, std::span<const OccurrencePixel> places) {
  return place_scores(plane, {}, places)[0];
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
