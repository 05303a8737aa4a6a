// SPDX-License-Identifier: Apache-2.0
#include "targets/opposite_null.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.hpp"

namespace greisen::targets {
namespace {

TEST(OppositeNull, ByHand) {
  // 31 strengths 1, 2 ... 31: the tail of 30 begins at 1, its mean excess is 15.5
  std::vector<double> strengths;
  for (int i = 1; i <= 31; ++i) strengths.push_back(i);
  const double by_hand = 1 + 15.5 * 30 * (std::pow(30 / 0.05129329438755058, 1.0 / 30) - 1);
  EXPECT_NEAR(null_of_opposite(strengths, 0.95), by_hand, 1e-9);
  strengths.push_back(std::nan(""));
  EXPECT_NEAR(null_of_opposite(strengths, 0.95), by_hand, 1e-9);
}

TEST(OppositeNull, FewClustersTellNothing) {
  EXPECT_TRUE(std::isnan(null_of_opposite(std::vector<double>(2, 1.0), 0.95)));
  EXPECT_EQ(null_of_opposite(std::vector<double>(3, 1.0), 0.95), 1);
}

/// Of 400 areas whose clusters are as those of their opposite, one in twenty holds a stronger one; a tail that is
/// itself estimated costs some of it.
TEST(OppositeNull, HoldsItsRateWhereNothingIsThere) {
  int exceeded = 0;
  for (std::uint64_t area = 0; area < 1000; ++area) {
    std::vector<double> opposite;
    double strongest = 0;
    for (std::int64_t i = 0; i < 150; ++i) {
      opposite.push_back(-std::log(1 - unit_random(area, 0, i)));
      strongest = std::max(strongest, -std::log(1 - unit_random(area, 1, i)));
    }
    exceeded += strongest > null_of_opposite(opposite, 0.95) ? 1 : 0;
  }
  EXPECT_GE(exceeded, 30);
  EXPECT_LE(exceeded, 70);
}

}  // namespace
}  // namespace greisen::targets
