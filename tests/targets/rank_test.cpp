// SPDX-License-Identifier: Apache-2.0
#include "targets/rank.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace greisen::targets {
namespace {

Target cluster(double score, double length_m = 100, const std::vector<std::string>& families = {"dyke"}) {
  Target target;
  target.model = "m";
  target.score = score;
  target.length_m = length_m;
  target.width_m = 20;
  target.area_ha = 0.2;
  target.families = families;
  target.strength = score;
  target.raised_by = {"b", "a"};
  return target;
}

class Rank : public ::testing::Test {
 protected:
  Rank() {
    model_.id = "m";
    model_.least_score = 0.5;
    model_.least_elongation = 2;
    model_.families.resize(1);
    model_.families[0].id = "any";
    model_.families[0].combine = "or";
    straw_.id = "straw";
    straw_.risk = 0.9;
    road_.id = "road";
    road_.risk = 0.3;
  }

  RankedTargets rank(std::vector<Target> clusters) { return rank_targets(std::move(clusters), request_); }

  DepositModel model_;
  Lookalike straw_;
  Lookalike road_;
  std::vector<EvidenceName> evidence_ = {{"a", "any"}, {"b", "none"}};
  std::vector<LookalikeSign> signs_ = {{&straw_, true}, {&road_, true}};
  RankRequest request_ = {&model_, 1, evidence_, signs_, 0.6, std::nan(""), 1};
};

TEST_F(Rank, CountsWhyAClusterIsNoTarget) {
  const RankedTargets ranked =
      rank({cluster(0.4), cluster(0.6), cluster(0.9, 39), cluster(0.9, 100, {}), cluster(0.61)});
  EXPECT_EQ(ranked.count(Refusal::below_least), 1);
  EXPECT_EQ(ranked.count(Refusal::below_null), 1) << "as much as the null is not more";
  EXPECT_EQ(ranked.count(Refusal::too_round), 1);
  EXPECT_EQ(ranked.count(Refusal::too_few_families), 1);
  ASSERT_EQ(ranked.near_misses.size(), 4U);
  EXPECT_EQ(ranked.near_misses[3].label, "N-B4");
  EXPECT_EQ(ranked.near_misses[3].flags, (std::vector<std::string>{"below_least_score"}));
  ASSERT_EQ(ranked.targets.size(), 1U);
  EXPECT_EQ(ranked.targets[0].label, "B1");
  EXPECT_EQ(ranked.targets[0].branch, "a") << "of the family that any one raises";
}

TEST_F(Rank, AFlagLowersThePlaceAndAHighRiskSetsAside) {
  Target flagged = cluster(0.90);
  flagged.marks = {0, 1};
  Target straw = cluster(0.95);
  straw.marks = {1, 0};
  const RankedTargets ranked = rank({flagged, straw, cluster(0.88)});
  ASSERT_EQ(ranked.targets.size(), 2U);
  EXPECT_EQ(ranked.targets[0].score, 0.88) << "0.90 - 0.1 x 0.3 is less";
  EXPECT_EQ(ranked.targets[1].flags, (std::vector<std::string>{"road"}));
  ASSERT_EQ(ranked.set_aside.size(), 1U);
  EXPECT_EQ(ranked.set_aside[0].label, "S-B1");
}

TEST_F(Rank, GoesByStrengthWhereThatIsKnown) {
  request_.null_score = std::nan("");
  request_.null_strength = 2;
  Target weak = cluster(0.95);
  weak.strength = 2;
  Target strong = cluster(0.7);
  strong.strength = 9;
  Target other = cluster(0.9);
  other.strength = 3;
  const RankedTargets ranked = rank({weak, strong, other});
  ASSERT_EQ(ranked.targets.size(), 2U);
  EXPECT_EQ(ranked.targets[0].score, 0.7);
  EXPECT_EQ(ranked.near_misses[0].flags, (std::vector<std::string>{"below_null"}));
}

}  // namespace
}  // namespace greisen::targets
