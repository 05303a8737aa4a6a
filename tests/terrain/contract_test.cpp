// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/contract_suite.hpp"
#include "terrain/registry.hpp"

namespace greisen::test {
namespace {

/// A point on the suite's picture that has a height.
NumberTable some_point() {
  const Picture heights = random_picture(1, 300, 333, 7);
  int col = 100;
  while (std::isnan(heights.at(0, 200, col))) ++col;
  NumberTable table;
  table.columns = {"x", "y"};
  table.values = {{col + 0.5}, {-200.5}};
  return table;
}

/// Only steps with a parameter that has no default need a row; all take one layer of heights.
const std::map<std::string, ContractCase, std::less<>>& cases() {
  static const Arguments sun = {{"sun_azimuth_deg", 135.0}, {"sun_elevation_deg", 30.0}};
  static const std::map<std::string, ContractCase, std::less<>> rows = {
      {"catchments", {.arguments = {{"points", some_point()}}, .layers = 1}},
      {"cast_shadow", {.arguments = sun, .layers = 1}},
      {"incidence", {.arguments = sun, .layers = 1}},
  };
  return rows;
}

Step step_of(const std::string& id) {
  const std::vector<Step> steps = terrain::steps();
  return *std::ranges::find(steps, id, &Step::id);
}

std::vector<std::string> ids() {
  std::vector<std::string> ids;
  for (const Step& step : terrain::steps()) ids.emplace_back(step.id);
  return ids;
}

class EveryTerrainStep : public testing::TestWithParam<std::string> {};

TEST_P(EveryTerrainStep, KeepsTheContract) {
  const auto given = cases().find(GetParam());
  check_contract(step_of(GetParam()), given == cases().end() ? ContractCase{.layers = 1} : given->second);
}

INSTANTIATE_TEST_SUITE_P(Terrain, EveryTerrainStep, testing::ValuesIn(ids()),
                         [](const auto& one) { return one.param; });

TEST(TerrainContract, IdIsTheNameOfTheFile) {
  const std::vector<std::string> all = ids();
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (const auto& [id, unused] : cases()) EXPECT_NE(std::ranges::find(all, id), all.end()) << id;
}

}  // namespace
}  // namespace greisen::test
