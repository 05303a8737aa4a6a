// SPDX-License-Identifier: Apache-2.0
#include "targets/lookalikes.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"

namespace greisen::targets {
namespace {

Target target_of(double length_m, double width_m, double area_ha) {
  Target target;
  target.length_m = length_m;
  target.width_m = width_m;
  target.area_ha = area_ha;
  return target;
}

const Lookalike& entry(const Catalogue& catalogue, const std::string& id) {
  for (const Lookalike& lookalike : catalogue.lookalikes)
    if (lookalike.id == id) return lookalike;
  throw std::out_of_range(id);
}

TEST(LookalikeFlags, GoByTheShareOfMarkedGround) {
  const Catalogue catalogue = load_catalogue();
  const Target dyke = target_of(300, 25, 0.5);
  EXPECT_TRUE(looks_like(entry(catalogue, "straw"), dyke, 0.5));
  EXPECT_FALSE(looks_like(entry(catalogue, "straw"), dyke, 0.49));
  EXPECT_FALSE(looks_like(entry(catalogue, "straw"), dyke, std::nan("")));
}

TEST(LookalikeFlags, GoByTheForm) {
  const Catalogue catalogue = load_catalogue();
  EXPECT_TRUE(looks_like(entry(catalogue, "roof"), target_of(60, 40, 0.17), std::nan("")));
  EXPECT_FALSE(looks_like(entry(catalogue, "roof"), target_of(200, 20, 0.3), std::nan("")));
  EXPECT_FALSE(looks_like(entry(catalogue, "roof"), target_of(200, 150, 2), std::nan(""))) << "too large";
  EXPECT_TRUE(looks_like(entry(catalogue, "road"), target_of(940, 230, 3.5), 0)) << "6 times its own area";
  EXPECT_FALSE(looks_like(entry(catalogue, "road"), target_of(940, 30, 2.5), 0)) << "straight";
  EXPECT_FALSE(looks_like(entry(catalogue, "road"), target_of(120, 90, 0.2), 0)) << "short";
}

TEST(LookalikeFlags, AreToldHighestRiskFirstAndTakeTheMarksOfThoseThatHaveASign) {
  Lookalike blind;
  blind.id = "blind";
  blind.risk = 0.95;
  Lookalike low = blind;
  low.id = "low";
  low.risk = 0.3;
  Lookalike high = blind;
  high.id = "high";
  high.risk = 0.9;
  const std::vector<LookalikeSign> signs = {{&blind, false}, {&low, true}, {&high, true}};
  Target target = target_of(100, 20, 0.2);
  target.marks = {0.8, 0.6};
  EXPECT_EQ(add_flags(signs, target), 0.9);
  EXPECT_EQ(target.flags, (std::vector<std::string>{"high", "low"}));
  Target clean = target_of(100, 20, 0.2);
  clean.marks = {0, 0};
  EXPECT_EQ(add_flags(signs, clean), 0);
  EXPECT_TRUE(clean.flags.empty());
}

}  // namespace
}  // namespace greisen::targets
