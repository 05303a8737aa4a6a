// SPDX-License-Identifier: Apache-2.0
#include "engine/unit_tree.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

/// Sums of units as a fold of doubles keeps them, and how many were there at once.
struct Sums {
  std::map<UnitTree::Node, double> parts;
  std::size_t most = 0;
};

Sums merged(const Units& units, const std::vector<std::int64_t>& order) {
  Sums sums;
  UnitTree tree(units);
  for (const std::int64_t unit : order) tree.expect(unit);
  for (const std::int64_t unit : order) {
    tree.done(unit, [&](UnitTree::Node node) {
      if (node == tree.leaf(unit)) {
        sums.parts[node] = 1.0 / static_cast<double>(unit + 3);
        return;
      }
      double total = 0;
      for (const UnitTree::Node half : {2 * node, 2 * node + 1})
        if (const auto part = sums.parts.find(half); part != sums.parts.end()) {
          total += part->second;
          sums.parts.erase(part);
        }
      sums.parts[node] = total;
    });
    sums.most = std::max(sums.most, sums.parts.size());
  }
  return sums;
}

std::vector<std::int64_t> all_units(const Units& units) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(units.count()));
  std::iota(order.begin(), order.end(), 0);
  return order;
}

TEST(UnitTree, TheSumDoesNotDependOnTheOrder) {
  const Units units(testing::plain_grid(5000, 3100));  // 10 x 7 units
  std::vector<std::int64_t> order = all_units(units);
  std::erase_if(order, [](std::int64_t unit) { return unit % 11 == 4; });
  const Sums rows = merged(units, order);
  ASSERT_EQ(rows.parts.size(), 1U);
  double exact = 0;
  for (const std::int64_t unit : order) exact += 1.0 / static_cast<double>(unit + 3);
  EXPECT_NEAR(rows.parts.at(1), exact, 1e-12);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    EXPECT_EQ(merged(units, order).parts.at(1), rows.parts.at(1));
  }
}

/// 100 x 100 km of 10 m pixels are 20 x 20 units: what is open grows with a row, not with the area.
TEST(UnitTree, FewPartsAreOpenAtOnce) {
  for (const std::int64_t side : {10'240, 40'960}) {
    const Units units(testing::plain_grid(side, side));
    const UnitTree tree(units);
    EXPECT_LE(tree.most_open(), static_cast<std::size_t>(units.across + units.down) + 14);
    EXPECT_LE(merged(units, all_units(units)).most, tree.most_open());
    for (const std::int64_t width : {8, 13, 32}) {
      std::vector<std::int64_t> stripes;
      for (const auto& stripe : units.stripes(width)) stripes.insert(stripes.end(), stripe.begin(), stripe.end());
      EXPECT_LE(merged(units, stripes).most, tree.most_open()) << width;
    }
  }
}

}  // namespace
}  // namespace greisen
