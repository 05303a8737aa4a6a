// SPDX-License-Identifier: Apache-2.0
// Scores by hand: tests/pipeline/graph/model_score_test.cpp has those of models as their files tell them.
#include <cmath>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "prospectivity/registry.hpp"
#include "prospectivity/support/fuzzy.hpp"
#include "support/contract_suite.hpp"

namespace greisen::prospectivity {
namespace {

/// Memberships a and b are alternatives in one family, c is another.
FuzzyModel alternatives() {
  return {{{"f", "or", 0.9, 2}, {"g", "weighted_gamma", 0.9, 1}}, {"f", "f", "g"}, {1, 1, 1}, 0.5};
}

test::Picture pixel(float a, float b, float c) {
  test::Picture picture(3, 1, 1, 0);
  picture.pixels = {a, b, c};
  return picture;
}

TEST(FuzzyModel, CombinesWithinFamiliesAndThenAmongThem) {
  const test::Picture out = test::run_step(fuzzy_model(), fuzzy_arguments(alternatives()), pixel(0.2F, 0.8F, 0.5F));
  const double product = std::pow(0.8, 2.0 / 3) * std::pow(0.5, 1.0 / 3);
  const double sum = 1 - std::pow(0.2, 2.0 / 3) * std::pow(0.5, 1.0 / 3);
  EXPECT_NEAR(out.at(0, 0, 0), std::sqrt(product * sum), 1e-6);
}

TEST(FuzzyModel, AFamilyAloneIsTheScore) {
  FuzzyModel model = alternatives();
  model.family = {"f", "f", "f"};
  EXPECT_EQ(test::run_step(fuzzy_model(), fuzzy_arguments(model), pixel(0.2F, 0.8F, 0.5F)).at(0, 0, 0), 0.8F);
}

TEST(FuzzyModel, UncertaintyIsHalfTheRangeOfTheScores) {
  FuzzyModel model = alternatives();
  model.families = {{"f", "min", 0.9, 1}};
  model.family = {"f", "f", "f"};
  // least of 0.2 0.8 0.5: 0.2; without 0.2 it is 0.5
  auto arguments = fuzzy_arguments(model);
  arguments["uncertainty"] = true;
  const test::Picture out = test::run_step(fuzzy_model(), arguments, pixel(0.2F, 0.8F, 0.5F));
  EXPECT_FLOAT_EQ(out.at(0, 0, 0), 0.2F);
  EXPECT_NEAR(out.at(1, 0, 0), 0.15, 1e-6);
}

TEST(FuzzyModel, ListsThatContradictEachOtherAreRefused) {
  const auto refused = [](FuzzyModel model) {
    try {
      test::run_step(fuzzy_model(), fuzzy_arguments(model), pixel(0.2F, 0.8F, 0.5F));
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return std::string();
  };
  FuzzyModel model = alternatives();
  model.weights.pop_back();
  EXPECT_EQ(refused(model), "E2411");
  model = alternatives();
  model.family[1] = "h";
  EXPECT_EQ(refused(model), "E2411");
  model = alternatives();
  model.families[0].combine = "xor";
  EXPECT_EQ(refused(model), "E2411");
  EXPECT_EQ(refused(alternatives()), "");
}

class EveryProspectivityStep : public testing::TestWithParam<int> {};

TEST_P(EveryProspectivityStep, KeepsTheContract) {
  test::check_contract(steps()[static_cast<std::size_t>(GetParam())], {.arguments = fuzzy_arguments(alternatives())});
}

INSTANTIATE_TEST_SUITE_P(Prospectivity, EveryProspectivityStep, testing::Range(0, 1));

}  // namespace
}  // namespace greisen::prospectivity
