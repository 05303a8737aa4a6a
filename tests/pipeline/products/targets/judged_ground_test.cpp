// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/judged_ground.hpp"

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(JudgedGround, CountsTheAreaAlone) {
  // 0 judged, 2 cloud, 32 vegetation, 34 both, 2048 outside, 2050 cloud outside
  const JudgedGround ground = judged_ground({{0, 7}, {2, 100}, {32, 800}, {34, 93}, {2048, 5000}, {2050, 10}});
  EXPECT_EQ(ground.inside, 1000);
  EXPECT_EQ(ground.judged, 7);
  EXPECT_EQ(ground.hidden.at(2), 193);
  EXPECT_EQ(ground.hidden.at(32), 893);
  EXPECT_FALSE(ground.allows_conclusion());
}

TEST(JudgedGround, SaysWhatHidItAndWhatToDo) {
  const JudgedGround ground = judged_ground({{0, 7}, {2, 140}, {32, 810}, {16, 40}, {1, 3}});
  EXPECT_EQ(
      no_conclusion(ground, Words("en")),
      "No conclusion: only 0.7 % of the area could be judged (vegetation 81 %, cloud 14 %, snow or ice 4.0 %). Add "
      "scenes of the season in which the ground is barest; what plants cover all year these sensors do not see, and "
      "other data have to tell.");
  const JudgedGround cloudy = judged_ground({{0, 30}, {2, 970}});
  for (const char* const language : {"en", "es", "pt"}) {
    const std::string text = no_conclusion(cloudy, Words(language));
    EXPECT_NE(text.find("3.0 %"), std::string::npos) << text;
    EXPECT_NE(text.find("97 %"), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    EXPECT_EQ(text.find("reason_"), std::string::npos) << text;
    EXPECT_EQ(text.find("advice_"), std::string::npos) << text;
  }
}

TEST(JudgedGround, OfATwentiethAllowsAConclusion) {
  EXPECT_TRUE(judged_ground({{0, 50}, {32, 950}}).allows_conclusion());
  EXPECT_FALSE(judged_ground({{0, 49}, {32, 951}}).allows_conclusion());
  EXPECT_FALSE(judged_ground({{2048, 100}}).allows_conclusion()) << "no area at all";
}

}  // namespace
}  // namespace greisen
