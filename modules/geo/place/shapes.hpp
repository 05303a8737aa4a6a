// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace greisen::geo {

/// Plain geometry in the units of some CRS: x east, y north.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

/// Closed by meaning: the last point joins the first and is not repeated.
using Ring = std::vector<Point>;

/// rings[0] is the shell, the others are holes. Orientation carries no meaning.
struct Polygon {
  std::vector<Ring> rings;
  bool operator==(const Polygon&) const = default;
};

struct Bounds {
  double min_x = 0;
  double min_y = 0;
  double max_x = 0;
  double max_y = 0;
  bool operator==(const Bounds&) const = default;
};

}  // namespace greisen::geo
