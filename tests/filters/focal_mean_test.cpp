// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;

const char* const kCorners = R"(
    1 . 3
    . . .
    5 . 7)";

TEST(FocalMean, IgnoresMissingNeighbours) {
  EXPECT_EQ(test::run_step(focal_mean(), {{"min_valid", 0.0}, {"fill", true}}, Picture(kCorners)).drawn(), even(R"(
      1 2 3
      3 4 5
      5 6 7)"));
}

TEST(FocalMean, LeavesMissingPixelsMissing) {
  EXPECT_EQ(test::run_step(focal_mean(), {{"min_valid", 0.0}}, Picture(kCorners)).drawn(), even(kCorners));
}

TEST(FocalMean, NeedsItsShareOfValidPixels) {
  EXPECT_EQ(test::run_step(focal_mean(), {{"min_valid", 0.5}}, Picture(R"(
      1 1 1 1
      1 1 1 1
      1 . . 4)"))
                .drawn(),
            even(R"(
      . 1 1 .
      1 1 1.42857 1.6
      . . . .)"));
}

TEST(FocalMean, OfAConstantIsTheConstant) {
  const Picture same(1, 30, 40, 0.7F);
  EXPECT_TRUE(
      test::same_bits(test::run_step(focal_mean(), {{"radius_px", std::int64_t{5}}, {"min_valid", 0.0}}, same), same));
}

TEST(FocalMean, DoesNotDependOnTilesForWideWindows) {
  const Picture in = test::random_picture(1, 300, 280, 3);
  const test::Arguments wide = {{"radius_px", std::int64_t{64}}, {"fill", true}};
  EXPECT_TRUE(test::same_bits(test::run_step(focal_mean(), wide, in), test::run_step(focal_mean(), wide, in, 128)));
}

}  // namespace
}  // namespace greisen::filters
