// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/place/shapes.hpp"
#include "geo/vectors/features.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

struct Segment {
  Point from;
  Point to;
};

/// Of a place from a segment, in CRS units.
double distance_to(const Point& place, const Segment& segment);

/// What distances are counted from: lines and outlines, and the ground within the outlines.
struct DistanceShapes {
  std::vector<Segment> segments;
  std::vector<Polygon> polygons;  ///< theirs are among the segments too
};

/// Of the lines and polygons of a map whose value is one of these; without values of all. An edge with an end that is
/// nowhere is left out, and such vertices of polygons.
DistanceShapes distance_shapes(const std::vector<Feature>& map, const std::set<std::string>& values = {});

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
