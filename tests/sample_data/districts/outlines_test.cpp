// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/outlines.hpp"

#include <cmath>
#include <cstddef>

#include <gtest/gtest.h>

namespace greisen::sample {
namespace {

double area_m2(const geo::Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Point& a = ring[i];
    const geo::Point& b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

TEST(Outlines, AStraightWalkKeepsItsStrikeAndLength) {
  Chance chance(3);
  const std::vector<geo::Point> line = wandering(chance, {1000, 1000}, {90, 400, 10, 0});
  ASSERT_EQ(line.size(), 41U);
  EXPECT_NEAR(line.front().x, 800, 1e-6);
  EXPECT_NEAR(line.back().x, 1200, 1e-6);
  EXPECT_NEAR(line.back().y, 1000, 1e-6);
}

TEST(Outlines, AWalkStaysAboutItsStrike) {
  Chance chance(3);
  const std::vector<geo::Point> line = wandering(chance, {0, 0}, {30, 3000, 15, 7});
  const double azimuth = std::atan2(line.back().x - line.front().x, line.back().y - line.front().y) * 180 / M_PI;
  EXPECT_NEAR(azimuth, 30, 20);
  EXPECT_GT(distance_m(line.front(), line.back()), 2400);
  EXPECT_LT(distance_m(line.front(), line.back()), 3000);
}

TEST(Outlines, ABandHasItsMeanWidth) {
  Chance chance(5);
  const std::vector<geo::Point> line = wandering(chance, {0, 0}, {0, 2000, 10, 0});
  EXPECT_NEAR(area_m2(pinching(chance, line, 12, 0.35)), 12 * 2000, 0.03 * 12 * 2000);
}

TEST(Outlines, ABlobIsAboutItsCentre) {
  Chance chance(5);
  const geo::Ring ring = blob(chance, {500, -200}, 100, 0.25);
  EXPECT_TRUE(inside(ring, {500, -200}));
  for (const geo::Point& corner : ring) {
    EXPECT_GE(distance_m(corner, {500, -200}), 35 - 1e-9);
    EXPECT_LE(distance_m(corner, {500, -200}), 190 + 1e-9);
  }
}

TEST(Outlines, AMappedContactIsOffByNoMoreThanItsError) {
  Chance chance(9);
  const geo::Ring ring = blob(chance, {0, 0}, 400, 0.2);
  const geo::Ring map = mapped(chance, ring, 40);
  double most = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) most = std::max(most, distance_m(ring[i], map[i]));
  EXPECT_LE(most, 40 + 1e-9);
  EXPECT_GT(most, 15);
}

TEST(Outlines, DistanceToALine) {
  const std::vector<geo::Point> line = {{0, 0}, {100, 0}, {100, 50}};
  EXPECT_NEAR(distance_to_line_m({50, 30}, line), 30, 1e-9);
  EXPECT_NEAR(distance_to_line_m({-30, 40}, line), 50, 1e-9);
  EXPECT_NEAR(distance_to_line_m({120, 25}, line), 20, 1e-9);
}

TEST(Chance, NormalNumbersAreNormal) {
  Chance chance(1);
  double sum = 0;
  double squares = 0;
  int beyond_two = 0;
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) {
    const double value = chance.normal();
    sum += value;
    squares += value * value;
    beyond_two += std::abs(value) > 2 ? 1 : 0;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.03);
  EXPECT_NEAR(squares / kDraws, 1, 0.04);
  EXPECT_NEAR(beyond_two / static_cast<double>(kDraws), 0.0455, 0.005);
}

TEST(Chance, WholeNumbersReachBothEnds) {
  Chance chance(1);
  bool least = false;
  bool most = false;
  for (int i = 0; i < 200; ++i) {
    const int drawn = chance.whole(2, 5);
    ASSERT_GE(drawn, 2);
    ASSERT_LE(drawn, 5);
    least |= drawn == 2;
    most |= drawn == 5;
  }
  EXPECT_TRUE(least && most);
}

}  // namespace
}  // namespace greisen::sample
