// SPDX-License-Identifier: Apache-2.0
#include "geo/place/edge_crossings.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace greisen::geo {
namespace {

constexpr std::size_t kAll = 1'000'000;

std::size_t of(std::vector<Polygon> polygons, std::size_t most = kAll) { return edge_crossings(polygons, most); }

/// The regular star {n/k}, whose n edges cross n (k - 1) times (Coxeter, Regular Polytopes, 6.1).
Polygon star(int n, int k) {
  Polygon out = {{Ring()}};
  for (int i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * ((i * k) % n) / n;
    out.rings[0].push_back({std::cos(angle), std::sin(angle)});
  }
  return out;
}

Polygon box(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}}};
}

TEST(EdgeCrossings, OfStarsAreThoseOfTheFormula) {
  EXPECT_EQ(of({star(5, 2)}), 5U);
  EXPECT_EQ(of({star(101, 50)}), 101U * 49U);
  EXPECT_EQ(of({star(1001, 8)}), 1001U * 7U);
}

TEST(EdgeCrossings, NeighboursThatShareCornersHaveNone) {
  EXPECT_EQ(of({box(0, 0, 1, 1)}), 0U);
  EXPECT_EQ(of({box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2)}), 0U);
  EXPECT_EQ(of({box(0, 0, 1, 1), box(0, 0, 1, 1)}), 0U) << "drawn twice";
}

TEST(EdgeCrossings, CountsCornersOnEdgesAndEdgesOnEdges) {
  EXPECT_EQ(of({box(0, 0, 2, 2), {{{{2, 1}, {3, 0}, {3, 2}}}}}), 2U) << "a corner on an edge, of two edges";
  // 0→4, 4→1 (inside it), 1→3 (inside both), then off: 4→1 lies on 0→4, 1→3 on each of them
  EXPECT_EQ(of({{{{{0, 0}, {4, 0}, {1, 0}, {3, 0}, {3, 5}, {0, 5}}}}}), 5U)
      << "three pairs that run on each other, and the corner (3, 0) of the next edge on two of them";
  EXPECT_EQ(of({{{{{0, 0}, {2, 0}, {2, 2}, {1, 1}, {0, 2}, {1, 1}}}}}), 1U) << "comes back to a corner";
}

TEST(EdgeCrossings, OfAGridOfBarsAreFourAPair) {
  std::vector<Polygon> bars;
  for (int i = 0; i < 40; ++i) {
    bars.push_back(box(-1, 3 * i, 200, 3 * i + 1.5));
    bars.push_back(box(3 * i + .25, -1, 3 * i + 1.25, 200));
  }
  EXPECT_EQ(of(bars), 40U * 40U * 4U);
  EXPECT_EQ(of(bars, 100), 101U) << "no further than asked for";
}

TEST(EdgeCrossings, ManyLongTeethSideBySideAreNone) {
  Polygon comb = {{Ring()}};
  constexpr int kTeeth = 100'000;
  for (int i = 0; i < kTeeth; ++i) {
    comb.rings[0].push_back({i * 2.0, 0});
    comb.rings[0].push_back({i * 2.0 + 1, 1e6});
  }
  comb.rings[0].push_back({kTeeth * 2.0, -1});
  EXPECT_EQ(of({comb}), 0U);
}

TEST(EdgeCrossings, TooManyEdgesBesideEachOtherCountAsTooManyCrossings) {
  Polygon comb = {{Ring()}};
  for (int i = 0; i < 30'000; ++i) {  // diagonal: each box meets all others
    comb.rings[0].push_back({i * 1e-3, -i * 1e-3});
    comb.rings[0].push_back({1000 + i * 1e-3 + 5e-4, 1000 - i * 1e-3});
  }
  EXPECT_EQ(of({comb}, 10), 11U);
}

}  // namespace
}  // namespace greisen::geo
