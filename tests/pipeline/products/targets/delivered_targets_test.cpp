// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/delivered_targets.hpp"

#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "pipeline/products/targets/outcomes.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

class DeliveredTargetsTest : public ::testing::Test {
 protected:
  std::string code_of(const std::string& text) const {
    std::ofstream(folder_.file("targets.geojson"), std::ios::trunc) << text;
    try {
      static_cast<void>(delivered_targets(folder_.file(""), {}));
      return "";
    } catch (const Error& error) {
      return std::string(error.code());
    }
  }
  testing::TempFolder folder_;
};

TEST_F(DeliveredTargetsTest, ReadWhatARunWrites) {
  EXPECT_EQ(code_of(R"({"features":[{"properties":{"model":"m","label":"A1","rank":1},"geometry":)"
                    R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]})"),
            "");
}

/// A run's folder may be a stranger's.
TEST_F(DeliveredTargetsTest, AreNoneInAnythingElse) {
  const std::string deep = std::string(300'000, '[') + std::string(300'000, ']');
  for (const std::string& text : {std::string("x"), std::string("[]"), std::string(R"({"features":[5]})"),
                                  std::string(R"({"features":[{"properties":[],"geometry":{}}]})"),
                                  std::string(R"({"features":[{"properties":{"rank":"x"},"geometry":{}}]})"),
                                  std::string(R"({"features":[{"properties":{},"geometry":{"coordinates":[[[1]]]}}]})"),
                                  R"({"features":[{"geometry":{},"properties":{"a":)" + deep + "}}]}"})
    EXPECT_EQ(code_of(text), "E4257") << text.substr(0, 80);
}

TEST_F(DeliveredTargetsTest, OutcomesThatNoRunKeptAreNone) {
  RunState state(folder_.file("run"));
  keep_outcomes(state, "k", {{"m", 3, "three", R"({"a":1})", {{"W4204", "too little"}}}});
  const auto kept = outcomes_of(state, "k");
  ASSERT_TRUE(kept && kept->size() == 1U);
  EXPECT_EQ(kept->front().targets, 3U);
  ASSERT_EQ(kept->front().warnings.size(), 1U);
  EXPECT_EQ(kept->front().warnings[0].code, "W4204");
  for (const char* forged :
       {"[5]", R"([{"model":5}])", R"([{"model":"m","targets":1,"text":"","json":"{","warnings":[]}])"}) {
    state.remember({{"targets k", forged}});
    EXPECT_FALSE(outcomes_of(state, "k")) << forged;
  }
}

}  // namespace
}  // namespace greisen
