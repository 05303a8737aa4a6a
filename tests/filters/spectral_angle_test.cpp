// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

Picture spectrum(const std::vector<float>& values) {
  Picture picture(static_cast<int>(values.size()), 1, 1);
  picture.pixels = values;
  return picture;
}

double angle(const std::vector<float>& pixel, const std::vector<double>& reference) {
  return static_cast<double>(test::run_step(spectral_angle(), {{"reference", reference}}, spectrum(pixel)).pixels[0]);
}

TEST(SpectralAngle, ReproducesPublishedValues) {
  EXPECT_NEAR(angle({1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}), .26554161733900966, 2e-8);
  EXPECT_NEAR(angle({.20F, .25F, .30F, .28F}, {.22, .24, .33, .26}), .0779116021, 1e-7);
}

TEST(SpectralAngle, OfOrthogonalSpectraIsARightAngle) {
  EXPECT_NEAR(angle({0.5F, 0}, {0, 1}), std::numbers::pi / 2, 1e-7);
}

TEST(SpectralAngle, DoesNotDependOnBrightness) {
  const Picture in = test::random_picture(3, 60, 70, 4);
  Picture darker = in;
  for (float& x : darker.pixels) x *= 0.125F;
  const test::Arguments arguments = {{"reference", std::vector<double>{.2, .5, .3}}};
  EXPECT_TRUE(test::same_bits(test::run_step(spectral_angle(), arguments, in),
                              test::run_step(spectral_angle(), arguments, darker)));
}

TEST(SpectralAngle, OfTheReferenceItselfIsZero) { EXPECT_NEAR(angle({.25F, .5F, .125F}, {.25, .5, .125}), 0, 1e-7); }

TEST(SpectralAngle, APixelOfZerosIsNoMatchAndASmallOneIs) {
  EXPECT_TRUE(std::isnan(angle({0, 0, 0}, {.2, .5, .3})));
  EXPECT_NEAR(angle({2e-8F, 5e-8F, 3e-8F}, {.2, .5, .3}), 0, 1e-6) << "radiance may be that small";
}

TEST(SpectralAngle, RefusesAReferenceThatDoesNotFit) {
  EXPECT_THROW(angle({.1F, .2F}, {.2, .5, .3}), Error);
  EXPECT_THROW(angle({.1F, .2F}, {0, 0}), Error);
}

}  // namespace
}  // namespace greisen::filters
