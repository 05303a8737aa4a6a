// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/nine.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/run_step.hpp"
#include "terrain/registry.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

const char* const kKnob = R"(
    1 2 3
    4 9 6
    7 8 5)";

Picture computed(const Step& step, const Picture& heights, test::Arguments arguments = {}) {
  return test::run_step(step, test::request_of(step, std::move(arguments), 1, 10), heights);
}

TEST(Nine, DifferencesFromNeighboursByHand) {
  const Picture knob(kKnob);  // the eight: mean 4.5, differences 8 7 6 5 3 2 1 4
  EXPECT_FLOAT_EQ(computed(tpi(), knob).at(0, 1, 1), 4.5F);
  EXPECT_FLOAT_EQ(computed(roughness(), knob).at(0, 1, 1), 8.0F);
  EXPECT_NEAR(computed(tri(), knob).at(0, 1, 1), std::sqrt(204.0), 1e-6);
  EXPECT_FLOAT_EQ(computed(tri(), knob, {{"method", std::string("wilson")}}).at(0, 1, 1), 4.5F);
}

TEST(Nine, TheEdgeAndWhatIsBesideMissingHeightsIsMissing) {
  const Picture out = computed(roughness(), Picture(R"(
      1 1 1 1 1
      1 1 1 1 1
      1 1 1 1 .)"));
  EXPECT_EQ(out.drawn(), test::even(R"(
      . . . . .
      . 0 0 . .
      . . . . .)"));
}

TEST(Nine, GroundOnePixelWideIsMissingAndAConstantPlaneIsDefined) {
  for (const Step& step : {tpi(), tri(), roughness(), curvature()}) {
    for (const float value : computed(step, Picture(1, 40, 1, 5)).pixels) ASSERT_TRUE(std::isnan(value)) << step.id;
    const float level = computed(step, Picture(1, 5, 5, 5)).at(0, 2, 2);
    EXPECT_TRUE(step.id == "curvature" ? std::isnan(level) : level == 0) << step.id;
  }
}

/// z = .001 x² + .002 y² + .0005 xy + .1 x − .05 y at pixels of 10 m; its curvatures at 0 by hand from
/// p .1, q −.05, r .002, s .0005, t .004.
TEST(Curvature, OfAQuadricIsExact) {
  const Picture out = computed(curvature(), Picture(R"(
      -1.25 -0.3 0.85
      -0.9   0   1.1
      -0.15  0.7 1.75)"));
  EXPECT_NEAR(out.at(0, 1, 1), -.0019630775, 5e-10);
  EXPECT_NEAR(out.at(1, 1, 1), -.0039752320, 5e-10);
  EXPECT_NEAR(out.at(2, 1, 1), -.0029691547, 5e-10);
}

/// 100 m high, sigma 200 m, at 150 m east and 80 m south of its top, in pixels of 10 m. The true values there are
/// .00042614 and .00167031.
TEST(Curvature, OfAGaussianHill) {
  Picture hill(1, 3, 3);
  const auto height = [](double x, double y) { return 100 * std::exp(-(x * x + y * y) / (2 * 200.0 * 200)); };
  for (int row = 0; row < 3; ++row)
    for (int col = 0; col < 3; ++col)
      hill.at(0, row, col) = static_cast<float>(height(150 + 10 * (col - 1), -80 - 10 * (row - 1)) - height(150, -80));
  const Picture out = computed(curvature(), hill);
  EXPECT_NEAR(out.at(0, 1, 1), .00042655, 6e-9);
  EXPECT_NEAR(out.at(1, 1, 1), .00166855, 6e-9);
}

TEST(Curvature, OfPixelsThatAreNotSquare) {
  // z = x² / 1000 + y² / 500 + .1 x on pixels of 10 m by 20 m: r .002, t .004, p .1
  Picture bowl(1, 3, 3);
  for (int row = 0; row < 3; ++row)
    for (int col = 0; col < 3; ++col) {
      const double x = 10 * (col - 1);
      const double y = 20 * (1 - row);
      bowl.at(0, row, col) = static_cast<float>(x * x / 1000 + y * y / 500 + .1 * x);
    }
  Request request = test::request_of(curvature(), {}, 1, 10);
  request.pixel_sizes = [](std::int64_t) { return PixelSize{10, 20}; };
  const Picture out = test::run_step(curvature(), request, bowl);
  EXPECT_NEAR(out.at(0, 1, 1), -.002 / std::pow(1.01, 1.5), 1e-9);
  EXPECT_NEAR(out.at(1, 1, 1), -.004 / std::sqrt(1.01), 1e-9);
}

}  // namespace
}  // namespace greisen::terrain
