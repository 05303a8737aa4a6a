// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;

TEST(Rescale, StretchesBetweenTheExtremes) {
  const test::Arguments all = {{"low_percent", 0.0}, {"high_percent", 100.0}};
  EXPECT_EQ(test::run_step(rescale(), all, Picture("-2 0 . 2 6")).drawn(), even("0 0.25 . 0.5 1"));
}

TEST(Rescale, CutsWhatLiesBeyondThePercentiles) {
  const test::Arguments quarters = {{"low_percent", 25.0}, {"high_percent", 75.0}};
  EXPECT_EQ(test::run_step(rescale(), quarters, Picture("10 20 30 40 50")).drawn(), even("0 0 0.5 1 1"));
}

TEST(Rescale, ALayerThatDoesNotVaryIsMissingAndSaysSo) {
  const Step step = rescale();
  Picture in("3 3 3 3");
  in.add_layer(Picture("1 2 3 4"));
  in.add_layer(Picture(". . . ."));
  const Request request = test::request_of(step, {{"low_percent", 0.0}, {"high_percent", 100.0}}, 3);
  EXPECT_EQ(test::learn(step, request, in).at("flat"), (std::vector<double>{1, 0, 1}));
  const Picture out = test::run_step(step, request, in);
  EXPECT_EQ(out.drawn(0), even(". . . ."));
  EXPECT_EQ(out.drawn(1), even("0 0.333333 0.666667 1"));
  EXPECT_EQ(out.drawn(2), even(". . . ."));
}

TEST(Rescale, KeepsFurtherPercentilesInTheModel) {
  const Step step = rescale();
  const Request request = test::request_of(step, {{"also", std::vector<double>{50, 90}}}, 1);
  const Model model = test::learn(step, request, Picture("0 1 2 3 4 5 6 7 8 9 10"));
  EXPECT_EQ(model.at("percents"), (std::vector<double>{2, 98, 50, 90}));
  EXPECT_EQ(model.at("percentiles")[2], 5);
  EXPECT_EQ(model.at("percentiles")[3], 9);
}

TEST(Rescale, RefusesPercentsThatDoNotRise) {
  const Step step = rescale();
  const Request request = test::request_of(step, {{"low_percent", 98.0}, {"high_percent", 2.0}}, 1);
  EXPECT_THROW(static_cast<void>(step.shape(request)), Error);
}

}  // namespace
}  // namespace greisen::filters
