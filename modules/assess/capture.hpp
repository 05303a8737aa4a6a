// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace greisen::assess {

/// Both ends within 0–1.
struct Interval {
  double low = 0;
  double high = 0;
};

/// 95 % interval of a share of which `hits` of `all` were seen (Wilson 1927); 0–1 where nothing was.
Interval wilson(double hits, double all);

/// The rows of one plane of values, from the top: open() begins anew, and what it gives returns the next row, valid
/// until the one after. NaN: missing.
struct Plane {
  int cols = 0;
  int rows = 0;
  std::function<std::function<std::span<const float>()>()> open;
};

/// The greatest value within a square of `reach` pixels on every side, missing ones passed over: for places whose
/// positions are no better than that.
Plane moving_maximum(Plane plane, int reach);

struct OccurrencePixel {
  int row = 0;  ///< within the plane
  int col = 0;
};

/// Where the ground is cut at `score`, best first. Shares of 0–1.
struct CapturePoint {
  double score = 0;
  double area_above = 0;  ///< of the ground that scores more
  double area = 0;        ///< of the ground that scores as much or more
  double captured = 0;    ///< of the places on ground that scores as much or more
};

/// How a map captures known places as more of its ground is taken, from the best down: the success rate of places that
/// made the map, the prediction rate of others (Chung and Fabbri 2003). One point a score of a place, scores
/// descending; ground of equal score is taken evenly.
struct CaptureCurve {
  std::vector<CapturePoint> points;
  std::size_t places = 0;     ///< on the ground
  std::size_t elsewhere = 0;  ///< given, and not on it
  std::uint64_t pixels = 0;   ///< of the ground
  double best = 0;            ///< the greatest score on the ground; 0 where there is none
  double best_share = 0;      ///< 0–1 of the ground that has it
};

/// `map`: missing where there is no ground to be taken (not judged, outside). `layers`: other planes of the same shape,
/// on the ground of the map; a score missing there comes last of all. The map's own curve first, then one a layer. Each
/// plane is read twice.
std::vector<CaptureCurve> capture_curves(const Plane& map, std::span<const Plane> layers,
                                         std::span<const OccurrencePixel> places);

/// What the plane says of the places that it says something of, the greatest first.
std::vector<double> scores_at(const Plane& plane, std::span<const OccurrencePixel> places);

/// Share captured by the best `area` (0–1) of the ground.
double captured_at(const CaptureCurve& curve, double area);

/// Area under the curve from (0, 0) to (1, 1), by trapezoids: 0.5 is chance.
double area_under(const CaptureCurve& curve);

/// Where the share captured meets the share of ground left, as the cut is lowered: above 0.5 the map tells places from
/// ground (Yousefi and Carranza 2015).
struct PredictionArea {
  double score = 0;
  double captured = 0;
  double area = 0;
  double density = 0;  ///< captured / area: 1 is chance; its logarithm is the weight of the map
};

/// None where there is no place with a score.
std::optional<PredictionArea> prediction_area(const CaptureCurve& curve);

}  // namespace greisen::assess
