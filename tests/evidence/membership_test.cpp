// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evidence/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::evidence {
namespace {

using test::even;
using test::Picture;

void expect_membership(const Step& step, const test::Arguments& arguments, const std::string& values,
                       const std::vector<double>& wanted) {
  SCOPED_TRACE(std::string(step.id));
  const Picture out = test::run_step(step, arguments, Picture(values));
  ASSERT_EQ(out.pixels.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(static_cast<double>(out.pixels[i]), wanted[i], 1e-7) << i;
}

TEST(Memberships, ReproduceTheWorkedExamples) {
  const test::Arguments at_50 = {{"f2", 50.0}};
  expect_membership(fuzzy_large(), at_50, "10 25 50 75 100", {.0003199, .03030303, .5, .88363636, .96969697});
  expect_membership(fuzzy_small(), at_50, "0 25 50 100", {1, .96969697, .5, .03030303});
  expect_membership(fuzzy_gaussian(), at_50, "45 48 50", {.082085, .67032005, 1});
  expect_membership(fuzzy_near(), at_50, "45 48 50", {.28571429, .71428571, 1});
}

TEST(Memberships, OnMeanAndDeviationReproduceTheWorkedExamples) {
  const test::Arguments given = {{"statistics", std::string("given")}, {"mean", 10.0}, {"std", 4.0}};
  expect_membership(fuzzy_ms_large(), given, "5 10 12 14 18 30", {0, 0, .33333333, .5, .66666667, .83333333});
  expect_membership(fuzzy_ms_small(), given, "5 10 12 14", {1, 1, .66666667, .5});
}

TEST(Memberships, OnMeanAndDeviationLearnThem) {
  // mean 5, deviation 2
  const std::string values = "3 3 7 7 5 5 5 5 . 1 9";
  const Step step = fuzzy_ms_large();
  const Request request = test::request_of(step, {}, 1);
  const Model model = test::learn(step, request, Picture(values));
  const double deviation = model.at("std")[0];
  EXPECT_NEAR(model.at("mean")[0], 5, 1e-12);
  EXPECT_NEAR(static_cast<double>(test::run_step(step, request, Picture(values)).pixels[2]), 2 / (2 + deviation), 1e-6);
}

TEST(Memberships, LinearRisesOrFalls) {
  EXPECT_EQ(test::run_step(fuzzy_linear(), {{"min", 10.0}, {"max", 20.0}}, Picture("5 10 15 . 20 30")).drawn(),
            even("0 0 0.5 . 1 1"));
  EXPECT_EQ(test::run_step(fuzzy_linear(), {{"min", 20.0}, {"max", 10.0}}, Picture("5 10 15 . 20 30")).drawn(),
            even("1 1 0.5 . 0 0"));
}

TEST(Memberships, LinearNeedsTwoValues) {
  const Step step = fuzzy_linear();
  const Request request = test::request_of(step, {{"min", 1.0}, {"max", 1.0}}, 1);
  EXPECT_THROW(static_cast<void>(step.shape(request)), Error);
}

TEST(Memberships, LargeStaysFiniteFarOut) {
  const test::Arguments steep = {{"f1", 100.0}, {"f2", 1e-6}};
  EXPECT_EQ(test::run_step(fuzzy_large(), steep, Picture("-3 0 1e30")).drawn(), even("0 0 1"));
  EXPECT_EQ(test::run_step(fuzzy_small(), steep, Picture("-3 0 1e30")).drawn(), even("1 1 0"));
}

TEST(Memberships, LargeAndSmallAddUpToOne) {
  for (const double spread : {0.7, 3.0, 5.0}) {
    const test::Arguments arguments = {{"f1", spread}, {"f2", 0.4}};
    const Picture in = test::random_picture(1, 40, 50, 8);
    const Picture large = test::run_step(fuzzy_large(), arguments, in);
    const Picture small = test::run_step(fuzzy_small(), arguments, in);
    for (std::size_t i = 0; i < in.pixels.size(); ++i)
      if (!std::isnan(in.pixels[i])) {
        ASSERT_NEAR(large.pixels[i] + small.pixels[i], 1, 1e-6F);
      }
  }
}

TEST(Hedges, SharpenAndSoften) {
  EXPECT_EQ(test::run_step(fuzzy_hedge(), {{"hedge", std::string("very")}}, Picture("0 0.5 . 1")).drawn(),
            even("0 0.25 . 1"));
  EXPECT_EQ(test::run_step(fuzzy_hedge(), {{"hedge", std::string("somewhat")}}, Picture("0 0.25 . 1")).drawn(),
            even("0 0.5 . 1"));
}

TEST(Hedges, OfWhatIsNoMembershipIsMissing) {
  for (const char* const hedge : {"very", "somewhat"})
    EXPECT_EQ(test::run_step(fuzzy_hedge(), {{"hedge", std::string(hedge)}}, Picture("0 2 -1 1")).drawn(),
              even("0 . . 1"));
}

/// 0, 0.01 … 1 and twice as much beyond: P0 = 0, P100 = 1, P80 = 0.8.
Picture hundredths() {
  Picture picture(1, 1, 101);
  for (int i = 0; i <= 100; ++i) picture.at(0, 0, i) = static_cast<float>(3 + 0.07 * i);
  return picture;
}

TEST(RescaledMembership, ReproducesTheWorkedExample) {
  const Picture out = test::run_step(
      rescaled_membership(), {{"low_percent", 0.0}, {"high_percent", 100.0}, {"f2_percentile", 80.0}}, hundredths());
  EXPECT_NEAR(out.at(0, 0, 40), .030303F, 2e-6F);
  EXPECT_NEAR(out.at(0, 0, 80), .5F, 1e-6F);
  EXPECT_NEAR(out.at(0, 0, 100), .753194F, 2e-6F);
}

TEST(RescaledMembership, NearOnTheStretchIsHalfAt15Hundredths) {
  const Picture out = test::run_step(rescaled_membership(),
                                     {{"type", std::string("near")},
                                      {"f1", 1 / (0.15 * 0.15)},
                                      {"low_percent", 0.0},
                                      {"high_percent", 100.0},
                                      {"f2_percentile", 50.0}},
                                     hundredths());
  EXPECT_NEAR(out.at(0, 0, 50), 1, 1e-6F);
  EXPECT_NEAR(out.at(0, 0, 65), 0.5F, 1e-4F);
}

TEST(RescaledMembership, DoesNotDependOnTheUnitOfTheLayer) {
  Picture in = test::random_picture(1, 80, 90, 2, 0, 1, 0.05);
  Picture other = in;
  for (float& x : other.pixels) x = 4 * x - 2;  // exact enough to keep the order
  for (const char* const type : {"large", "small", "linear", "gaussian", "near"}) {
    const Picture a = test::run_step(rescaled_membership(), {{"type", std::string(type)}}, in);
    const Picture b = test::run_step(rescaled_membership(), {{"type", std::string(type)}}, other);
    for (std::size_t i = 0; i < in.pixels.size(); ++i)
      if (!std::isnan(in.pixels[i])) {
        ASSERT_NEAR(a.pixels[i], b.pixels[i], 2e-5F) << type;
      }
  }
}

/// 1 to 10 000, in ten thousandths: the value of rank r is its percentile.
Picture ten_thousandths() {
  Picture picture(1, 100, 100);
  for (std::size_t i = 0; i < 10000; ++i) picture.pixels[i] = static_cast<float>(i + 1) / 10000;
  return picture;
}

TEST(RescaledMembership, TheMidpointStandsWhereItWasAsked) {
  // ½ at the percentile, on either side of P2 and P98, for all that have a midpoint
  for (const char* const type : {"large", "small"})
    for (const double percent : {0.5, 1.0, 50.0, 98.0, 99.0, 99.9}) {
      const Picture out = test::run_step(rescaled_membership(),
                                         {{"type", std::string(type)}, {"f2_percentile", percent}}, ten_thousandths());
      const auto at = static_cast<std::size_t>(percent * 100) - 1;
      EXPECT_NEAR(out.pixels[at], 0.5F, 0.06F) << type << " at " << percent;  // the percentile lies between two pixels
      const bool large = std::string(type) == "large";
      EXPECT_EQ(out.pixels[at + 5] > 0.5F, large) << type << " at " << percent;
      EXPECT_EQ(out.pixels[at - 5] < 0.5F, large) << type << " at " << percent;
    }
  for (const char* const type : {"gaussian", "near"})
    for (const double percent : {0.5, 50.0, 99.5}) {
      const Picture out = test::run_step(rescaled_membership(),
                                         {{"type", std::string(type)}, {"f2_percentile", percent}}, ten_thousandths());
      const auto most = std::ranges::max_element(out.pixels) - out.pixels.begin();
      EXPECT_NEAR(static_cast<double>(most), percent * 100 - 1, 1) << type << " at " << percent;
    }
}

TEST(RescaledMembership, AMidpointInTheLayersUnitStandsBeyondThePercentilesToo) {
  // P2 = .0201, P98 = .9801 of a ramp; a midpoint of 2 is 2.0625 on the stretch: (1 / 2.0625)^5 = .0268 at P98
  const Picture out = test::run_step(rescaled_membership(), {{"midpoint_least", 2.0}}, ten_thousandths());
  EXPECT_NEAR(out.pixels[9800], .02610F, 1e-4F);  // .02610 = .02680 / 1.02680
  const Picture low = test::run_step(rescaled_membership(), {{"midpoint_most", 0.01}}, ten_thousandths());
  EXPECT_NEAR(low.pixels[99], 0.5F, 1e-3F);
  EXPECT_LT(low.pixels[0], 0.45F);
  EXPECT_GT(low.pixels[201], 0.6F) << "P2";
}

TEST(RescaledMembership, ALayerThatDoesNotVaryIsMissingAndSaysSo) {
  const Step step = rescaled_membership();
  const Request request = test::request_of(step, {}, 1);
  EXPECT_EQ(test::learn(step, request, Picture("2 2 2")).at("flat"), std::vector<double>{1});
  EXPECT_EQ(test::run_step(step, request, Picture("2 2 2")).drawn(), even(". . ."));
}

TEST(RescaledMembership, OfASkewedLayerIsNoDivisionByZero) {
  Picture in(1, 1, 1000, 0.0F);
  for (int i = 960; i < 1000; ++i) in.at(0, 0, i) = 1;  // P90 falls on P2
  const Picture out = test::run_step(rescaled_membership(), test::Arguments{}, in);
  EXPECT_EQ(out.at(0, 0, 0), 0);
  EXPECT_NEAR(out.at(0, 0, 999), 1, 1e-6F);
}

}  // namespace
}  // namespace greisen::evidence
