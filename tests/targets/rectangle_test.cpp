// SPDX-License-Identifier: Apache-2.0
#include "targets/rectangle.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace greisen::targets {
namespace {

Rectangle around(std::vector<geo::Point> points) { return least_rectangle(convex_hull(std::move(points))); }

/// Corners of a length × width rectangle whose long side has the azimuth.
std::vector<geo::Point> turned(double length, double width, double azimuth_deg) {
  const double azimuth = azimuth_deg * std::numbers::pi / 180;
  std::vector<geo::Point> points;
  for (const double along : {0.0, length / 3, length})
    for (const double across : {0.0, width / 2, width})
      points.push_back({100 + along * std::sin(azimuth) + across * std::cos(azimuth),
                        200 + along * std::cos(azimuth) - across * std::sin(azimuth)});
  return points;
}

TEST(Hull, LeavesOutInnerPointsAndPointsOnSides) {
  const std::vector<geo::Point> hull = convex_hull({{0, 0}, {2, 0}, {1, 0}, {1, 1}, {2, 2}, {0, 2}, {0, 1}, {2, 2}});
  EXPECT_EQ(hull, (std::vector<geo::Point>{{0, 0}, {2, 0}, {2, 2}, {0, 2}}));
}

TEST(Rectangle, FindsLengthWidthAndStrike) {
  for (const double azimuth : {0.0, 17.0, 45.0, 90.0, 133.0, 179.0}) {
    const Rectangle found = around(turned(300, 40, azimuth));
    EXPECT_NEAR(found.length, 300, 1e-9) << azimuth;
    EXPECT_NEAR(found.width, 40, 1e-9) << azimuth;
    EXPECT_NEAR(found.strike_deg, azimuth, 1e-6) << azimuth;
  }
}

TEST(Rectangle, AStaircaseOfPixelsIsNarrow) {
  std::vector<geo::Point> points;
  for (int i = 0; i < 10; ++i)
    for (const int dx : {0, 1})
      for (const int dy : {0, 1}) points.push_back({10.0 * (i + dx), 10.0 * (i + dy)});
  const Rectangle found = around(points);
  EXPECT_NEAR(found.length, 100 * std::numbers::sqrt2, 1e-9);
  EXPECT_NEAR(found.width, 10 * std::numbers::sqrt2, 1e-9);
  EXPECT_NEAR(found.strike_deg, 45, 1e-9);
}

}  // namespace
}  // namespace greisen::targets
