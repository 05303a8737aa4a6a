// SPDX-License-Identifier: Apache-2.0
// Worked examples of Esri's help pages on Slope, Aspect and Hillshade, whose algorithm is Horn's (1981).
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "support/run_step.hpp"
#include "terrain/registry.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

float middle(const Step& step, const char* heights, test::Arguments arguments = {}) {
  return test::run_step(step, test::request_of(step, std::move(arguments), 1, 5), Picture(heights)).at(0, 1, 1);
}

TEST(Slope, OfEsrisExample) {
  EXPECT_NEAR(middle(slope(), R"(
      50 45 50
      30 30 30
       8 10 10)"),
              75.25766, 1e-4);
}

TEST(Aspect, OfEsrisExample) {
  EXPECT_NEAR(middle(aspect(), R"(
      101 92 85
      101 92 85
      101 91 84)"),
              92.64255, 1e-4);
  EXPECT_TRUE(std::isnan(middle(aspect(), R"(
      7 7 7
      7 7 7
      7 7 7)")));
}

TEST(Hillshade, OfEsrisExample) {
  const char* const heights = R"(
      2450 2461 2483
      2452 2461 2483
      2447 2455 2477)";
  EXPECT_NEAR(middle(hillshade(), heights), 154, 0.5);
  EXPECT_NEAR(middle(hillshade(), R"(
      7 7 7
      7 7 7
      7 7 7)"),
              180.3122, 1e-4);
  // every sun alone, then all of them
  double sum = 0;
  const std::vector<double> suns = {0, 90, 200};
  for (const double sun : suns)
    sum += static_cast<double>(middle(hillshade(), heights, {{"azimuths_deg", std::vector<double>{sun}}}));
  EXPECT_NEAR(middle(hillshade(), heights, {{"azimuths_deg", suns}}), sum / 3, 1e-3);
}

float oblong(const Step& step) {
  // 0.1 up per metre to the east and to the north, pixels of 10 m by 20 m
  Request request = test::request_of(step, {}, 1, 10);
  request.pixel_sizes = [](std::int64_t) { return PixelSize{10, 20}; };
  return test::run_step(step, request, Picture(R"(
      2 3 4
      0 1 2
     -2 -1 0)"))
      .at(0, 1, 1);
}

TEST(Terrain, OfPixelsThatAreNotSquare) {
  EXPECT_NEAR(oblong(slope()), 8.0495, 1e-4);        // atan(0.1 sqrt 2)
  EXPECT_NEAR(oblong(aspect()), 225, 1e-4);          // down to the south-west
  EXPECT_NEAR(oblong(hillshade()), 178.5360, 1e-3);  // the sun in the north-west grazes along: 255 sin 45 cos 8.0495
}

TEST(Terrain, OfEachRowByItsOwnPixels) {
  // rows of 10, 5 and 2 m wide pixels on ground that rises by 1 per pixel to the east
  Request request = test::request_of(slope(), {}, 1, 10);
  request.pixel_sizes = [](std::int64_t row) { return PixelSize{row == 1 ? 10.0 : row == 2 ? 5.0 : 2.0, 20}; };
  const Picture steep = test::run_step(slope(), request, Picture(R"(
      1 2 3
      1 2 3
      1 2 3
      1 2 3
      1 2 3)"));
  EXPECT_NEAR(steep.at(0, 1, 1), 5.71059, 1e-4);
  EXPECT_NEAR(steep.at(0, 2, 1), 11.30993, 1e-4);
  EXPECT_NEAR(steep.at(0, 3, 1), 26.56505, 1e-4);
}

TEST(Terrain, TurnsWithTheGround) {
  const Picture in = test::random_picture(1, 40, 40, 5);
  const Picture east = test::run_step(slope(), test::Arguments{}, in);
  Picture turned(1, 40, 40, 0);
  for (int row = 0; row < 40; ++row)
    for (int col = 0; col < 40; ++col) turned.at(0, row, col) = in.at(0, col, 39 - row);
  const Picture north = test::run_step(slope(), test::Arguments{}, turned);
  for (int row = 1; row < 39; ++row)
    for (int col = 1; col < 39; ++col) {
      const float a = north.at(0, row, col);
      const float b = east.at(0, col, 39 - row);
      if (std::isnan(a) || std::isnan(b))
        EXPECT_EQ(std::isnan(a), std::isnan(b));
      else
        EXPECT_NEAR(a, b, 1e-4);
    }
}

}  // namespace
}  // namespace greisen::terrain
