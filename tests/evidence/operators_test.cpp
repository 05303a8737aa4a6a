// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evidence/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::evidence {
namespace {

using test::Arguments;
using test::even;
using test::Picture;

Picture pixel(const std::vector<float>& memberships) {
  Picture picture(static_cast<int>(memberships.size()), 1, 1);
  picture.pixels = memberships;
  return picture;
}
double of(const Step& step, const std::vector<float>& memberships, const Arguments& arguments = {}) {
  return static_cast<double>(test::run_step(step, arguments, pixel(memberships)).pixels[0]);
}
double gamma_of(const std::vector<float>& memberships, double gamma) {
  return of(fuzzy_gamma(), memberships, {{"gamma", gamma}});
}

TEST(Operators, ReproduceTheWorkedExamples) {
  EXPECT_NEAR(of(fuzzy_product(), {.75F, .5F}), .375, 1e-7);
  EXPECT_NEAR(of(fuzzy_sum(), {.75F, .5F}), .875, 1e-7);
  EXPECT_NEAR(of(fuzzy_and(), {.75F, .5F}), .5, 1e-7);
  EXPECT_NEAR(of(fuzzy_or(), {.75F, .5F}), .75, 1e-7);
  EXPECT_NEAR(of(fuzzy_product(), {.8F, .7F, .6F, .5F}), .168, 1e-7);
  EXPECT_NEAR(of(fuzzy_sum(), {.8F, .7F, .6F, .5F}), .988, 1e-7);
}

TEST(Gamma, ReproducesTheWorkedExamples) {
  EXPECT_NEAR(gamma_of({.75F, .5F}, .7), .67860182, 1e-7);
  EXPECT_NEAR(gamma_of({.75F, .5F}, .9), .80391545, 1e-7);
  EXPECT_NEAR(gamma_of({.75F, .5F}, .1), .40815859, 1e-7);
  EXPECT_NEAR(gamma_of({.9F, .8F, .3F}, .85), .78516953, 1e-7);
  EXPECT_NEAR(gamma_of({.8F, .7F, .6F, .5F}, .9), .82758418, 1e-7);
  EXPECT_NEAR(gamma_of({.6F, .6F, .6F}, .5), .44963986, 1e-7);
  EXPECT_EQ(gamma_of({.2F, 0, .9F}, .9), 0);
}

/// The two rasters of the EIS toolkit's tests.
Picture eis() {
  Picture layers("1 .5 .2 .7 .6 .5 1 .2 .5");
  layers.add_layer(Picture(".7 .3 .1 .4 .9 .7 .9 .2 1"));
  return layers;
}

TEST(Operators, ReproduceTheRastersOfTheEisToolkit) {
  EXPECT_EQ(test::run_step(fuzzy_and(), Arguments{}, eis()).drawn(), even(".7 .3 .1 .4 .6 .5 .9 .2 .5"));
  EXPECT_EQ(test::run_step(fuzzy_or(), Arguments{}, eis()).drawn(), even("1 .5 .2 .7 .9 .7 1 .2 1"));
  EXPECT_EQ(test::run_step(fuzzy_product(), Arguments{}, eis()).drawn(), even(".7 .15 .02 .28 .54 .35 .9 .04 .5"));
  EXPECT_EQ(test::run_step(fuzzy_sum(), Arguments{}, eis()).drawn(), even("1 .65 .28 .82 .96 .85 1 .36 1"));
  const Picture gamma = test::run_step(fuzzy_gamma(), {{"gamma", .6}}, eis());
  const Picture wanted(".8670 .3616 .0974 .5335 .7626 .5960 .9587 .1495 .7579");
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(gamma.pixels[i], wanted.pixels[i], 1e-3F);
}

TEST(Operators, ProductIsBelowLeastIsBelowGreatestIsBelowSum) {
  const Picture in = test::random_picture(4, 60, 70, 5);
  const Picture product = test::run_step(fuzzy_product(), Arguments{}, in);
  const Picture least = test::run_step(fuzzy_and(), Arguments{}, in);
  const Picture greatest = test::run_step(fuzzy_or(), Arguments{}, in);
  const Picture sum = test::run_step(fuzzy_sum(), Arguments{}, in);
  for (std::size_t i = 0; i < product.pixels.size(); ++i) {
    if (std::isnan(product.pixels[i])) continue;
    ASSERT_LE(product.pixels[i], least.pixels[i]);
    ASSERT_LE(least.pixels[i], greatest.pixels[i]);
    ASSERT_LE(greatest.pixels[i], sum.pixels[i]);
  }
}

TEST(Gamma, RisesFromProductToSum) {
  for (const auto& step : {fuzzy_gamma(), weighted_gamma()}) {
    Arguments arguments;
    if (step.id == "weighted_gamma") arguments["weights"] = std::vector<double>{1, 2, 3};
    double before = -1;
    for (const double gamma : {0.0, 0.1, 0.5, 0.9, 1.0}) {
      arguments["gamma"] = gamma;
      const double value = of(step, {.3F, .9F, .5F}, arguments);
      EXPECT_GT(value, before) << step.id << ", gamma " << gamma;
      before = value;
    }
  }
  EXPECT_NEAR(gamma_of({.3F, .9F}, 0), .27, 1e-7);
  EXPECT_NEAR(gamma_of({.3F, .9F}, 1), .93, 1e-7);
}

TEST(Operators, AMissingEvidenceFollowsTheRule) {
  const std::vector<float> memberships = {.8F, kMissing, .4F};
  const auto rule = [](const char* word) { return Arguments{{"missing", std::string(word)}}; };
  EXPECT_TRUE(std::isnan(of(fuzzy_product(), memberships, rule("any"))));
  EXPECT_NEAR(of(fuzzy_product(), memberships, rule("skip")), .32, 1e-7);
  EXPECT_NEAR(of(fuzzy_product(), memberships, rule("neutral")), .16, 1e-7);
  for (const char* const word : {"any", "skip", "neutral"})
    EXPECT_TRUE(std::isnan(of(fuzzy_sum(), {kMissing, kMissing}, rule(word)))) << word;
}

TEST(Operators, AValueOutsideZeroToOneIsNoMembership) {
  EXPECT_TRUE(std::isnan(of(fuzzy_or(), {.8F, 1.2F})));
  EXPECT_TRUE(std::isnan(of(fuzzy_and(), {.8F, -.1F})));
  EXPECT_EQ(of(fuzzy_and(), {1.0000001F, 1}), 1);
}

Arguments weighted(std::vector<double> weights) { return {{"weights", std::move(weights)}}; }

TEST(WeightedGamma, OfEqualMembershipsIsThatMembership) {
  for (const float mu : {.05F, .3F, .5F, .9F})
    EXPECT_NEAR(of(weighted_gamma(), {mu, mu, mu}, weighted({1, .2, 7})), static_cast<double>(mu), 1e-6);
}

TEST(WeightedGamma, ReproducesItsDefinition) {
  // v = 1/4, 3/4: PROD = .9^.25 .4^.75, SUM = 1 − .1^.25 .6^.75
  const double product = std::pow(.9, .25) * std::pow(.4, .75);
  const double sum = 1 - std::pow(.1, .25) * std::pow(.6, .75);
  EXPECT_NEAR(of(weighted_gamma(), {.9F, .4F}, weighted({1, 3})), std::pow(sum, .9) * std::pow(product, .1), 1e-7);
}

TEST(WeightedGamma, AWeightOfZeroDropsOut) {
  EXPECT_NEAR(of(weighted_gamma(), {.9F, .1F, .4F}, weighted({1, 0, 3})),
              of(weighted_gamma(), {.9F, .4F}, weighted({1, 3})), 1e-12);
}

TEST(WeightedGamma, SkippingALayerSharesItsWeightAmongTheOthers) {
  Arguments skip = weighted({1, 5, 3});
  skip["missing"] = std::string("skip");
  EXPECT_NEAR(of(weighted_gamma(), {.9F, kMissing, .4F}, skip), of(weighted_gamma(), {.9F, .4F}, weighted({1, 3})),
              1e-12);
  EXPECT_TRUE(std::isnan(of(weighted_gamma(), {kMissing, kMissing, kMissing}, skip)));
}

TEST(WeightedGamma, OneZeroDoesNotDecideAll) {
  EXPECT_GT(of(weighted_gamma(), {.9F, 0, .9F}, weighted({1, 1, 1})), .5);
}

TEST(WeightedGamma, RefusesWeightsThatDoNotFit) {
  EXPECT_THROW(of(weighted_gamma(), {.9F, .4F}, weighted({1})), Error);
  EXPECT_THROW(of(weighted_gamma(), {.9F, .4F}, weighted({0, 0})), Error);
}

}  // namespace
}  // namespace greisen::evidence
