// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "evidence/registry.hpp"
#include "support/contract_suite.hpp"

namespace greisen::test {
namespace {

/// Only steps with a parameter that has no default, or with inputs of their own kind, need a row.
const std::map<std::string, ContractCase, std::less<>>& cases() {
  static const std::map<std::string, ContractCase, std::less<>> rows = {
      {"area_classes", {.layers = 1}},
      {"at_least", {.arguments = {{"least", 0.5}}, .layers = 1}},
      {"inside_area", {.layers = 2}},
      {"join_reasons", {.layers = 2, .classes = true}},
      {"reason", {.arguments = {{"reason", std::string("cloud")}}, .layers = 1, .classes = true}},
      {"fuzzy_linear", {.arguments = {{"min", 0.1}, {"max", 0.8}}}},
      {"fuzzy_small", {.arguments = {{"f2", 0.5}}}},
      {"fuzzy_large", {.arguments = {{"f2", 0.5}}}},
      {"fuzzy_gaussian", {.arguments = {{"f2", 0.5}}}},
      {"fuzzy_near", {.arguments = {{"f2", 0.5}}}},
      {"fuzzy_hedge", {.arguments = {{"hedge", std::string("very")}}}},
      {"weighted_gamma", {.arguments = {{"weights", std::vector<double>{1, 0.5, 2}}}}},
  };
  return rows;
}

Step step_of(const std::string& id) {
  const std::vector<Step> steps = evidence::steps();
  return *std::ranges::find(steps, id, &Step::id);
}

std::vector<std::string> ids() {
  std::vector<std::string> ids;
  for (const Step& step : evidence::steps()) ids.emplace_back(step.id);
  return ids;
}

class EveryEvidenceStep : public testing::TestWithParam<std::string> {};

TEST_P(EveryEvidenceStep, KeepsTheContract) {
  const auto given = cases().find(GetParam());
  check_contract(step_of(GetParam()), given == cases().end() ? ContractCase{} : given->second);
}

INSTANTIATE_TEST_SUITE_P(Evidence, EveryEvidenceStep, testing::ValuesIn(ids()),
                         [](const auto& one) { return one.param; });

TEST(EvidenceContract, IdIsTheNameOfTheFile) {
  const std::vector<std::string> all = ids();
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (const auto& [id, unused] : cases()) EXPECT_NE(std::ranges::find(all, id), all.end()) << id;
}

}  // namespace
}  // namespace greisen::test
