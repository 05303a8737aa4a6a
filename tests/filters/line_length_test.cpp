// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

/// Pixels of 10 m.
Picture lengths(const char* drawing, double even = 1.75) {
  return test::run_step(line_length(), {{"least", 2.0}, {"even", even}}, Picture(drawing));
}

TEST(LineLength, IsTheDiagonalOfConnectedPixels) {
  const Picture out = lengths(R"(
      2 0 0 0 0 1
      0 2 0 0 3 1
      0 0 2 3 0 1
      1 1 1 1 1 1)");
  EXPECT_NEAR(out.at(0, 0, 0), 10 * std::hypot(3, 5), 1e-3);
  EXPECT_NEAR(out.at(0, 1, 4), 10 * std::hypot(3, 5), 1e-3);
  EXPECT_EQ(out.at(0, 0, 1), 0);
  EXPECT_EQ(out.at(0, 3, 3), 0) << "below the least";
}

TEST(LineLength, LeavesOutWhatIsFarBrighterThanTheLine) {
  const char* const crossed = R"(
      0 0 0 9 0 0 0
      2 2 2 9 2 2 2
      0 0 0 9 0 0 .)";
  EXPECT_NEAR(lengths(crossed).at(0, 1, 0), 10 * std::hypot(3, 7), 1e-3);
  EXPECT_EQ(lengths(crossed).at(0, 0, 3), 0);
  EXPECT_EQ(lengths(crossed).at(0, 1, 3), 0);
  EXPECT_TRUE(std::isnan(lengths(crossed).at(0, 2, 6)));
  EXPECT_NEAR(lengths(crossed, 100).at(0, 0, 3), 10 * std::hypot(3, 7), 1e-3);
}

TEST(LineLength, ArmsThatMeetFurtherDownAreOneLine) {
  const Picture out = lengths(R"(
      2 0 2
      2 0 2
      0 2 0)");
  EXPECT_EQ(out.at(0, 0, 0), out.at(0, 0, 2));
  EXPECT_NEAR(out.at(0, 0, 0), 10 * std::hypot(3, 3), 1e-3);
}

TEST(Lines, NeedSquarePixels) {
  for (const Step& step : {line_contrast(), line_length(), opening()}) {
    test::Arguments arguments;
    if (step.id == "line_length") arguments = {{"least", 1.0}};
    if (step.id == "opening") arguments = {{"side_m", 100.0}};
    Request request = test::request_of(step, arguments, 1, 10);
    EXPECT_NO_THROW(step.shape(request)) << step.id;
    request.pixel_sizes = [](std::int64_t) { return PixelSize{10, 20}; };
    try {
      step.shape(request);
      ADD_FAILURE() << step.id;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "E4018");
    }
  }
}

}  // namespace
}  // namespace greisen::filters
