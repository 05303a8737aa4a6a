// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;

/// Pixels of 10 m.
std::string opened(const char* drawing, double side_m, double rim_m = 0) {
  return test::run_step(opening(), {{"side_m", side_m}, {"rim_m", rim_m}}, Picture(drawing)).drawn();
}

TEST(Opening, TakesOffWhatIsNarrowerThanTheSquare) {
  EXPECT_EQ(opened(R"(
      0 0 0 0 0 0 9 0
      0 5 5 5 0 0 9 0
      0 5 7 5 0 0 9 0
      0 5 5 5 0 0 9 0
      0 0 0 0 0 0 9 0)",
                   30),
            even(R"(
      0 0 0 0 0 0 0 0
      0 5 5 5 0 0 0 0
      0 5 5 5 0 0 0 0
      0 5 5 5 0 0 0 0
      0 0 0 0 0 0 0 0)"));
}

TEST(Opening, ReachesBeyondByTheRim) {
  EXPECT_EQ(opened(R"(
      0 0 0 0 0
      0 0 0 0 0
      0 0 4 0 0
      0 0 0 0 0
      0 0 0 0 0)",
                   0, 10),
            even(R"(
      0 0 0 0 0
      0 4 4 4 0
      0 4 4 4 0
      0 4 4 4 0
      0 0 0 0 0)"));
}

TEST(Opening, MissingPixelsAreNoEdgeAndStayMissing) {
  EXPECT_EQ(opened(R"(
      3 3 3 3
      3 . 3 3
      3 3 3 3)",
                   30),
            even(R"(
      3 3 3 3
      3 . 3 3
      3 3 3 3)"));
}

TEST(Opening, NeverRaisesWithoutARim) {
  const Picture in = test::random_picture(1, 40, 40, 3);
  const Picture out = test::run_step(opening(), {{"side_m", 50.0}}, in);
  for (int row = 0; row < 40; ++row)
    for (int col = 0; col < 40; ++col) {
      if (std::isnan(in.at(0, row, col))) continue;
      EXPECT_LE(out.at(0, row, col), in.at(0, row, col));
    }
}

TEST(Opening, RefusesSquaresAndRimsThatAreFinerThanItsPixels) {
  const Step step = opening();
  const auto code = [&](double side_m, double rim_m, double pixel_m) {
    try {
      static_cast<void>(test::request_of(step, {{"side_m", side_m}, {"rim_m", rim_m}}, 1, pixel_m));
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return std::string();
  };
  EXPECT_EQ(code(70, 0, 60), "E2413") << "a square of one pixel takes nothing off";
  EXPECT_EQ(code(120, 20, 60), "E2413") << "a rim of no pixel";
  EXPECT_EQ(code(120, 30, 60), "");
  EXPECT_EQ(code(0, 0, 60), "") << "none of either";
  EXPECT_EQ(code(70, 20, 10), "");
}

TEST(Opening, RefusesSquaresThatReachTooFar) {
  EXPECT_THROW(test::run_step(opening(), {{"side_m", 5000.0}, {"rim_m", 2000.0}}, Picture("1 2")), Error);
}

}  // namespace
}  // namespace greisen::filters
