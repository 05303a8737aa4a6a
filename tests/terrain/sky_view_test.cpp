// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "support/run_step.hpp"
#include "terrain/registry.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

float at_the_middle(const Picture& heights, test::Arguments arguments) {
  const Step step = sky_view();
  const Picture out = test::run_step(step, test::request_of(step, std::move(arguments), 1, 10), heights);
  return out.at(0, heights.rows / 2, heights.cols / 2);
}

/// A plane through 0 in the middle that rises to the east, pixels of 10 m.
Picture plane(double slope_deg) {
  Picture heights(1, 85, 85);
  for (int row = 0; row < 85; ++row)
    for (int col = 0; col < 85; ++col)
      heights.at(0, row, col) = static_cast<float>(std::tan(slope_deg * std::numbers::pi / 180) * 10 * (col - 42));
  return heights;
}

/// 1 − s/180 for very many directions; for 16 and 32, sums over them by numpy.
TEST(SkyView, OfPlanes) {
  struct Case {
    double slope_deg;
    double of_16;
    double of_32;
    double isotropic;
  };
  for (const Case& one : {Case{10, .945168, .944625, .992404}, Case{20, .890383, .889261, .969846},
                          Case{30, .835708, .833925, .933013}, Case{45, .754136, .751025, .853553}}) {
    const Picture heights = plane(one.slope_deg);
    EXPECT_NEAR(at_the_middle(heights, {}), one.of_16, 2e-6) << one.slope_deg;
    EXPECT_NEAR(at_the_middle(heights, {{"directions", std::int64_t{32}}}), one.of_32, 2e-6) << one.slope_deg;
    // (1 + cos s) / 2
    EXPECT_NEAR(at_the_middle(heights, {{"form", std::string("isotropic")}}), one.isotropic, 1e-5) << one.slope_deg;
  }
}

/// Walls of 200 m at 200 m on all four sides: the horizon stands at 45°.
TEST(SkyView, InAPitAsDeepAsItsRadius) {
  Picture pit(1, 85, 85, 200);
  for (int row = 23; row < 62; ++row)
    for (int col = 23; col < 62; ++col) pit.at(0, row, col) = 0;
  EXPECT_NEAR(at_the_middle(pit, {{"directions", std::int64_t{4}}}), .292893, 1e-6);
  EXPECT_NEAR(at_the_middle(pit, {{"directions", std::int64_t{4}}, {"form", std::string("isotropic")}}), .5, 1e-6);
  EXPECT_EQ(at_the_middle(pit, {{"radius_px", std::int64_t{19}}}), 1) << "the walls are further away";
}

TEST(SkyView, LooksAsFarInMetresOnPixelsThatAreNotSquare) {
  // a wall of 100 m, 100 m to the north and to the east: 5 pixels of 20 m up, 10 of 10 m to the right
  Picture walls(1, 61, 61, 0);
  for (int row = 0; row < 61; ++row)
    for (int col = 0; col < 61; ++col)
      if (row <= 25 || col >= 40) walls.at(0, row, col) = 100;
  Request request = test::request_of(sky_view(), {{"directions", std::int64_t{4}}}, 1, 10);
  request.pixel_sizes = [](std::int64_t) { return PixelSize{10, 20}; };
  EXPECT_NEAR(test::run_step(sky_view(), request, walls).at(0, 30, 30), 1 - 2 * std::sqrt(.5) / 4, 1e-6);
}

TEST(SkyView, LevelGroundSeesAllAndMissingHeightsHideNothing) {
  EXPECT_EQ(at_the_middle(Picture(1, 85, 85, 700), {}), 1);
  Picture holed(1, 85, 85, 700);
  holed.at(0, 42, 50) = kMissing;
  EXPECT_EQ(at_the_middle(holed, {}), 1);
}

}  // namespace
}  // namespace greisen::terrain
