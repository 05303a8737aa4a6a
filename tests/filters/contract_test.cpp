// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "filters/registry.hpp"
#include "support/contract_suite.hpp"

namespace greisen::test {
namespace {

/// Only steps with a parameter that has no default, or with inputs of their own kind, need a row.
const std::map<std::string, ContractCase, std::less<>>& cases() {
  static const std::map<std::string, ContractCase, std::less<>> rows = {
      {"spectral_angle", {.arguments = {{"reference", std::vector<double>{0.2, 0.3, 0.4}}}}},
      {"matched_filter", {.arguments = {{"reference", std::vector<double>{0.2, 0.3, 0.4}}}}},
      {"regression_residual", {.layers = 2}},
      {"selective_pca", {.arguments = {{"reflective", std::string("a")}, {"absorbing", std::string("b")}}}},
      {"line_contrast", {.layers = 1}},
      {"opposite", {.layers = 1}},
      {"line_length", {.arguments = {{"least", 0.3}}, .layers = 1}},
      {"opening", {.arguments = {{"side_m", 50.0}, {"rim_m", 20.0}}, .layers = 1}},
      {"expression", {.arguments = {{"expr", std::string("(a - b) / (a + c)")}}}},
      {"mask_reflectance",
       {.arguments = {{"red", std::string("a")},
                      {"nir", std::string("b")},
                      {"green", std::string("c")},
                      {"swir1", std::string("a")},
                      {"dark_bands", std::vector<std::string>{"a", "b"}},
                      {"min_reflectance", 0.1},
                      {"area", std::string("d")}},
        .layers = 4}},
      {"whole_numbers", {.arguments = {{"least", 0.0}, {"most", 255.0}, {"nodata", 255.0}}}},
      {"sieve", {.arguments = {{"min_pixels", std::int64_t{5}}}, .layers = 1, .classes = true}},
  };
  return rows;
}

Step step_of(const std::string& id) {
  const std::vector<Step> steps = filters::steps();
  return *std::ranges::find(steps, id, &Step::id);
}

std::vector<std::string> ids() {
  std::vector<std::string> ids;
  for (const Step& step : filters::steps()) ids.emplace_back(step.id);
  return ids;
}

class EveryFilter : public testing::TestWithParam<std::string> {};

TEST_P(EveryFilter, KeepsTheContract) {
  const auto given = cases().find(GetParam());
  check_contract(step_of(GetParam()), given == cases().end() ? ContractCase{} : given->second);
}

INSTANTIATE_TEST_SUITE_P(Filters, EveryFilter, testing::ValuesIn(ids()), [](const auto& one) { return one.param; });

TEST(FiltersContract, IdIsTheNameOfTheFile) {
  const std::vector<std::string> all = ids();
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (const auto& [id, unused] : cases()) EXPECT_NE(std::ranges::find(all, id), all.end()) << id;
}

}  // namespace
}  // namespace greisen::test
