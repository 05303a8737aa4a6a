// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

/// y = 3 - 2 x on 6 x 6 pixels but for one, which lies 0.5 above.
Picture sloped() {
  Picture picture(2, 6, 6);
  for (std::size_t i = 0; i < 36; ++i) {
    const auto x = static_cast<float>(i) / 36;
    picture.pixels[36 + i] = x;
    picture.pixels[i] = 3 - 2 * x;
  }
  return picture;
}

TEST(RegressionResidual, OfALineIsZero) {
  for (const float value : test::run_step(regression_residual(), test::Arguments{}, sloped()).pixels)
    EXPECT_NEAR(value, 0, 1e-6);
}

TEST(RegressionResidual, KeepsWhatTheOtherLayerDoesNotExplain) {
  Picture picture = sloped();
  picture.pixels[17] += 0.5F;
  const Picture out = test::run_step(regression_residual(), test::Arguments{}, picture);
  EXPECT_GT(out.pixels[17], 0.45);
  EXPECT_LT(std::abs(out.pixels[3]), 0.05);
}

TEST(RegressionResidual, IsMissingWhereEitherIs) {
  Picture picture = sloped();
  picture.pixels[5] = kMissing;
  picture.pixels[36 + 9] = kMissing;
  const Picture out = test::run_step(regression_residual(), test::Arguments{}, picture);
  EXPECT_TRUE(std::isnan(out.pixels[5]));
  EXPECT_TRUE(std::isnan(out.pixels[9]));
  EXPECT_FALSE(std::isnan(out.pixels[6]));
}

TEST(RegressionResidual, OfAFlatExplanationIsTheDistanceFromTheMean) {
  Picture picture = sloped();
  for (std::size_t i = 36; i < 72; ++i) picture.pixels[i] = 0.25F;
  const Picture out = test::run_step(regression_residual(), test::Arguments{}, picture);
  EXPECT_NEAR(out.pixels[0] - out.pixels[35], 2 * 35.0 / 36, 1e-5);
}

TEST(RegressionResidual, RefusesTooFewPixels) {
  Picture picture(2, 1, 3);
  picture.pixels = {1, 2, 3, 4, 5, 6};
  EXPECT_THROW(test::run_step(regression_residual(), test::Arguments{}, picture), Error);
}

}  // namespace
}  // namespace greisen::filters
