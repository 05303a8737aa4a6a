// SPDX-License-Identifier: Apache-2.0
#include "geo/place/outline.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "support/picture.hpp"

namespace greisen::geo {
namespace {

std::vector<RowRun> runs_of(const test::Picture& picture) {
  std::vector<RowRun> runs;
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      if (!(picture.at(0, row, col) > 0)) continue;
      const int begin = col;
      while (col < picture.cols && picture.at(0, row, col) > 0) ++col;
      runs.push_back({row, begin, col});
    }
  return runs;
}

/// Corners as col,row of pixels: rings by blanks and slashes, polygons by bars.
std::string drawn(const std::vector<Polygon>& polygons) {
  std::string text;
  for (const Polygon& polygon : polygons) {
    if (!text.empty()) text += " | ";
    for (std::size_t ring = 0; ring < polygon.rings.size(); ++ring) {
      if (ring > 0) text += " / ";
      for (const Point& point : polygon.rings[ring]) {
        if (!text.empty() && text.back() != ' ') text += ' ';
        text += std::to_string(static_cast<int>(point.x)) + "," + std::to_string(static_cast<int>(-point.y));
      }
    }
  }
  return text;
}

std::string outlined(const std::string& drawing) { return drawn(outline(runs_of(test::Picture(drawing)), Grid{})); }

TEST(Outline, OfOnePixelIsASquareCounterClockwiseFromTheTopLeft) {
  EXPECT_EQ(outlined(R"(
      0 0
      0 1)"),
            "1,1 1,2 2,2 2,1");
}

TEST(Outline, HasVerticesAtCornersOnly) {
  EXPECT_EQ(outlined(R"(
      1 1 1
      1 1 1
      1 0 0)"),
            "0,0 0,3 1,3 1,2 3,2 3,0");
}

TEST(Outline, KeepsHoles) {
  EXPECT_EQ(outlined(R"(
      1 1 1
      1 0 1
      1 1 1)"),
            "0,0 0,3 3,3 3,0 / 1,1 2,1 2,2 1,2");
}

TEST(Outline, PixelsThatMeetAtACornerAreTwoPolygons) {
  EXPECT_EQ(outlined(R"(
      1 0
      0 1)"),
            "0,0 0,1 1,1 1,0 | 1,1 1,2 2,2 2,1");
  EXPECT_EQ(outlined(R"(
      0 1
      1 0)"),
            "1,0 1,1 2,1 2,0 | 0,1 0,2 1,2 1,1");
}

TEST(Outline, AHoleThatReachesTheEdgeAtACornerIsAHole) {
  EXPECT_EQ(outlined(R"(
      0 1 1
      1 0 1
      1 1 1)"),
            "1,0 1,1 0,1 0,3 3,3 3,0 / 1,1 2,1 2,2 1,2");
}

TEST(Outline, HolesThatMeetAtACornerAreTwo) {
  EXPECT_EQ(outlined(R"(
      1 1 1 1
      1 0 1 1
      1 1 0 1
      1 1 1 1)"),
            "0,0 0,4 4,4 4,0 / 1,1 2,1 2,2 1,2 / 2,2 3,2 3,3 2,3");
}

TEST(Outline, PartsThatJoinFurtherDownAreOnePolygon) {
  EXPECT_EQ(outlined(R"(
      1 0 1 0 1
      1 1 1 0 1
      0 0 1 1 1)"),
            "0,0 0,2 2,2 2,3 5,3 5,0 4,0 4,2 3,2 3,0 2,0 2,1 1,1 1,0");
}

TEST(Outline, LiesOnTheGrid) {
  Grid grid;
  grid.origin_x = 500000;
  grid.origin_y = 4500000;
  grid.pixel_x = 20;
  grid.pixel_y = 10;
  const auto polygons = outline(std::vector<RowRun>{{2, 3, 4}}, grid);
  ASSERT_EQ(polygons.size(), 1U);
  EXPECT_EQ(polygons[0].rings[0][0], (Point{500060, 4499980}));
  EXPECT_EQ(polygons[0].rings[0][2], (Point{500080, 4499970}));
}

double signed_area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

/// Even–odd rule over all rings of all polygons.
bool inside(const std::vector<Polygon>& polygons, double x, double y) {
  bool in = false;
  for (const Polygon& polygon : polygons)
    for (const Ring& ring : polygon.rings)
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        if (a.x == b.x && a.x > x && y < std::max(a.y, b.y) && y > std::min(a.y, b.y)) in = !in;
      }
  return in;
}

TEST(Outline, OfNoiseHoldsExactlyItsPixelsInSimpleRings) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    test::Picture picture = test::random_picture(1, 40, 45, seed, 0, 1, 0);
    test::Picture noise(1, 40, 45);
    for (int row = 0; row < 40; ++row)
      for (int col = 0; col < 45; ++col)
        noise.at(0, row, col) = std::fmod(picture.at(0, row, col) * 977, 1.0F) < 0.6F ? 1.0F : 0.0F;
    const auto polygons = outline(runs_of(noise), Grid{});
    double area = 0;
    for (const Polygon& polygon : polygons)
      for (std::size_t ring = 0; ring < polygon.rings.size(); ++ring) {
        const double own = signed_area(polygon.rings[ring]);
        EXPECT_EQ(own > 0, ring == 0);
        area += own;
        std::set<std::pair<double, double>> corners;
        for (const Point& point : polygon.rings[ring]) EXPECT_TRUE(corners.emplace(point.x, point.y).second);
      }
    double pixels = 0;
    for (int row = 0; row < 40; ++row)
      for (int col = 0; col < 45; ++col) {
        pixels += static_cast<double>(noise.at(0, row, col));
        ASSERT_EQ(inside(polygons, col + 0.5, -row - 0.5), noise.at(0, row, col) > 0)
            << "row " << row << ", col " << col;
      }
    EXPECT_EQ(area, pixels);
  }
}

}  // namespace
}  // namespace greisen::geo
