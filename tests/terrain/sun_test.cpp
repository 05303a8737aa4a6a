// SPDX-License-Identifier: Apache-2.0
// Under one sun: how it meets the ground, and what stands before it.
#include <cmath>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

#include "support/run_step.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/rays.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

constexpr double kRadian = std::numbers::pi / 180;

test::Arguments sun(double azimuth_deg, double elevation_deg) {
  return {{"sun_azimuth_deg", azimuth_deg}, {"sun_elevation_deg", elevation_deg}};
}

/// Pixels of 10 m that fall towards an azimuth.
Picture plane(int side, double slope_deg, double aspect_deg) {
  Picture heights(1, side, side);
  const double fall = std::tan(slope_deg * kRadian);
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col)
      heights.at(0, row, col) = static_cast<float>(
          -fall * 10 * (std::sin(aspect_deg * kRadian) * (col - 1) + std::cos(aspect_deg * kRadian) * (1 - row)));
  return heights;
}

/// cos s cos z + sin s sin z cos(azimuth − aspect)
TEST(Incidence, OfPlanes) {
  struct Case {
    double slope, aspect, zenith, azimuth, cosine;
  };
  for (const Case& one :
       {Case{0, 0, 30, 150, .866025}, Case{20, 150, 30, 150, .984808}, Case{20, 330, 30, 150, .642788},
        Case{30, 90, 40, 135, .890674}, Case{45, 240, 50, 150, .454519}, Case{35, 315, 60, 135, -.087156}}) {
    const Step step = incidence();
    const Picture heights = plane(3, one.slope, one.aspect);
    const Picture out = test::run_step(step, test::request_of(step, sun(one.azimuth, 90 - one.zenith), 1, 10), heights);
    EXPECT_NEAR(out.at(0, 1, 1), one.cosine, 1e-6) << one.slope << " " << one.aspect;
  }
}

Picture shadow(const Picture& heights, test::Arguments arguments, PixelSize pixel = {10, 10}) {
  const Step step = cast_shadow();
  Request request = test::request_of(step, std::move(arguments), 1, pixel.width_m);
  request.pixel_sizes = [pixel](std::int64_t) { return pixel; };
  return test::run_step(step, request, heights);
}

/// Pixels in shadow as steps from the spike, and whether all others lie in the sun.
std::string cast_by_spike(double height_m, int row_step, int col_step, test::Arguments arguments,
                          PixelSize pixel = {10, 10}) {
  Picture heights(1, 301, 61, 100);
  heights.at(0, 200, 30) += static_cast<float>(height_m);
  const Picture out = shadow(heights, std::move(arguments), pixel);
  int length = 0;
  while (length < 200 && 30 + (length + 1) * col_step < 61 && 30 + (length + 1) * col_step >= 0 &&
         200 + (length + 1) * row_step >= 0 &&
         out.at(0, 200 + (length + 1) * row_step, 30 + (length + 1) * col_step) == 1)
    ++length;
  int all = 0;
  for (const float value : out.pixels) all += value == 1 ? 1 : 0;
  return std::to_string(length) + " of " + std::to_string(all);
}

TEST(CastShadow, OfASpikeIsItsHeightOverTheSunsTangent) {
  EXPECT_EQ(cast_by_spike(100, 0, 1, sun(270, 45)), "9 of 9");      // 100 m; at 100 m the ray just passes
  EXPECT_EQ(cast_by_spike(100, 0, 1, sun(270, 30)), "17 of 17");    // 173.2 m
  EXPECT_EQ(cast_by_spike(100, -1, -1, sun(135, 45)), "7 of 7");    // steps of 14.14 m to the north-west
  EXPECT_EQ(cast_by_spike(1000, -1, 0, sun(180, 45)), "99 of 99");  // across strips of 128 rows
  EXPECT_EQ(cast_by_spike(100, -1, 0, sun(180, 45), {10, 20}), "4 of 4");
  EXPECT_EQ(cast_by_spike(100, 0, 1, sun(270, 45), {20, 10}), "4 of 4");
}

TEST(CastShadow, OfGroundThatIsTurnedAwayIsItsOwn) {
  const Picture steep = plane(20, 45, 0);
  const Picture low = shadow(steep, sun(180, 30));
  const Picture high = shadow(steep, sun(180, 60));
  EXPECT_EQ(low.at(0, 10, 10), 1);
  EXPECT_EQ(high.at(0, 10, 10), 0);
}

TEST(CastShadow, OfLevelGroundIsNoneAndOfMissingHeightsMissing) {
  Picture level(1, 20, 20, 50);
  level.at(0, 3, 4) = kMissing;
  const Picture out = shadow(level, sun(100, 10));
  EXPECT_TRUE(std::isnan(out.at(0, 3, 4)));
  EXPECT_EQ(out.at(0, 3, 5), 0);
  for (const float value : shadow(Picture(1, 5, 5), sun(100, 10)).pixels) EXPECT_EQ(value, -12345) << "never written";
}

TEST(Rays, OnPixelsWhereTheyMeetThemAndBetweenTwoElsewhere) {
  const auto north_east = ray(45, {10, 10}, 30);
  ASSERT_EQ(north_east.size(), 2U);
  EXPECT_EQ(north_east[1].row_a, -2);
  EXPECT_EQ(north_east[1].col_b, 2);
  EXPECT_EQ(north_east[1].share_b, 0);
  EXPECT_NEAR(north_east[1].distance_m, 28.2843, 1e-4);
  const auto steep = ray(std::atan(0.5) / kRadian, {10, 10}, 25);  // two up for one to the right
  ASSERT_EQ(steep.size(), 2U);
  EXPECT_EQ(steep[0].row_a, -1);
  EXPECT_EQ(steep[0].col_a, 0);
  EXPECT_EQ(steep[0].col_b, 1);
  EXPECT_NEAR(steep[0].share_b, 0.5, 1e-6);
  EXPECT_EQ(steep[1].col_a, 1);
  EXPECT_TRUE(ray(45, {0, 10}, 30).empty());
}

}  // namespace
}  // namespace greisen::terrain
