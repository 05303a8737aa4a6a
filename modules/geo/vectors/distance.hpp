// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

inline constexpr std::size_t kMostSegments = 20'000'000;

struct Segment {
  Point from;
  Point to;
};

/// Of a place from a segment, in CRS units.
double distance_to(const Point& place, const Segment& segment);

/// Which shapes of a vector file.
struct SegmentRequest {
  VectorFile file = {};
  std::string field = {};  ///< with `values`: only shapes whose field has one of them
  std::set<std::string> values = {};
};

/// What distances are counted from: lines and outlines, and the ground within the outlines.
struct DistanceShapes {
  std::vector<Segment> segments;
  std::vector<Polygon> polygons;  ///< theirs are among the segments too
};

/// Lines and polygons of one layer in the target's CRS; points are passed over. E3201 (does not open), E3202 (no such
/// shapes), E3203 (no CRS), E3204 (more than kMostSegments), E3206 (no such layer or field), E3207 (several layers of
/// lines), E4012 (no transformation).
DistanceShapes read_distance_shapes(const SegmentRequest& request, const Crs& target);

/// Distance of places to the nearest of some segments, in CRS units, exact to rounding. Immutable: one for all threads.
class DistanceField {
 public:
  /// `most`: what lies further has this distance; > 0.
  DistanceField(const std::vector<Segment>& segments, double most);
  [[nodiscard]] double at(const Point& place) const;
  /// Distances of pixel centres of `window` of the grid times `factor`, to layer 0 of `out`.
  void fill(const Grid& grid, const Window& window, double factor, TileView out) const;
  [[nodiscard]] std::size_t bytes() const { return segments_.size() * (sizeof(Segment) + 3 * sizeof(std::uint32_t)); }

 private:
  [[nodiscard]] std::vector<std::uint32_t> near(const Point& centre, double reach) const;

  std::vector<Segment> segments_;
  double most_ = 0;
  double cell_ = 0;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;  ///< segments that may pass through a cell
};

}  // namespace greisen::geo
