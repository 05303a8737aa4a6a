// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::targets {

/// The rectangle of least area around points, x east, y north.
struct Rectangle {
  double length = 0;  ///< the longer side
  double width = 0;
  double strike_deg = 0;  ///< azimuth of the longer side, clockwise from y, [0, 180)
};

/// Counter-clockwise from the leftmost, then lowest point; no three on one line (Andrew 1979).
[[nodiscard]] std::vector<geo::Point> convex_hull(std::vector<geo::Point> points);

/// One side lies on a side of the hull (Freeman and Shapira 1975); of rectangles of equal area the first.
[[nodiscard]] Rectangle least_rectangle(std::span<const geo::Point> hull);

}  // namespace greisen::targets
