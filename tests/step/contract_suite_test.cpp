// SPDX-License-Identifier: Apache-2.0
#include "support/contract_suite.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "step/arguments.hpp"

namespace greisen::test {
namespace {

/// A step that keeps every promise: the sum of its layers.
Step honest() {
  Step step;
  step.id = "honest";
  step.summary = "sum of the layers";
  step.source = "this test";
  step.shape = [](const Request& request) {
    need_layers(request, "honest", 1);
    return StepShape{.outputs = {{"sum"}}};
  };
  step.apply = [](const Request&, const Model&) -> TileFunction {
    return [](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) {
          out.at(0, row, col) = 0;
          for (int layer = 0; layer < tile.in.layers; ++layer) out.at(0, row, col) += tile.in.at(layer, row, col);
        }
    };
  };
  return step;
}

/// The honest step with its output spoilt.
Step spoilt(std::function<void(const TileIn&, TileView)> spoil) {
  Step step = honest();
  step.apply = [spoil, inner = honest().apply](const Request& request, const Model& model) -> TileFunction {
    return [spoil, function = inner(request, model)](const TileIn& tile, TileView out) {
      function(tile, out);
      spoil(tile, out);
    };
  };
  return step;
}

/// All failures the suite reports of a step, as one text.
std::string complaints(const Step& step) {
  testing::TestPartResultArray results;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    check_contract(step, {});
  }
  std::string text;
  for (int i = 0; i < results.size(); ++i) text += results.GetTestPartResult(i).message();
  return text;
}

TEST(ContractSuite, HasNoComplaintOfAnHonestStep) { EXPECT_EQ(complaints(honest()), ""); }

TEST(ContractSuite, FindsAnOutputThatDependsOnTheTile) {
  const Step step = spoilt([](const TileIn&, TileView out) { out.at(0, 0, 0) = static_cast<float>(out.cols); });
  EXPECT_THAT(complaints(step), testing::HasSubstr("tiles of 128 give other bits"));
}

TEST(ContractSuite, FindsPixelsLeftUnwritten) {
  Step step = honest();
  step.apply = [](const Request&, const Model&) -> TileFunction { return [](const TileIn&, TileView) {}; };
  EXPECT_THAT(complaints(step), testing::HasSubstr("has a value without its inputs"));
}

TEST(ContractSuite, FindsInfinities) {
  const Step step = spoilt([](const TileIn&, TileView out) {
    for (int row = 0; row < out.rows; ++row) out.at(0, row, 0) = std::numeric_limits<float>::infinity();
  });
  EXPECT_THAT(complaints(step), testing::HasSubstr("isinf"));
}

TEST(ContractSuite, FindsAValueWithoutItsInputs) {
  const Step step = spoilt([](const TileIn&, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (float& x : out.row(0, row)) x = std::isnan(x) ? 0 : x;
  });
  EXPECT_THAT(complaints(step), testing::HasSubstr("has a value without its inputs"));
}

TEST(ContractSuite, FindsAStepThatTakesAnything) {
  Step step = honest();
  step.shape = [](const Request&) { return StepShape{.outputs = {{"sum"}}}; };
  EXPECT_THAT(complaints(step), testing::HasSubstr("no input at all was accepted"));
}

TEST(ContractSuite, FindsAStepWithoutSource) {
  Step step = honest();
  step.source = "";
  EXPECT_THAT(complaints(step), testing::HasSubstr("names its source"));
}

}  // namespace
}  // namespace greisen::test
