// SPDX-License-Identifier: Apache-2.0
// Steps that say where ground is judged, by hand.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evidence/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::test {
namespace {

constexpr float kNone = kMissing;

/// One row; a list of pixels per layer.
Picture row_of(const std::vector<std::vector<float>>& layers) {
  Picture picture(static_cast<int>(layers.size()), 1, static_cast<int>(layers.front().size()), 0);
  picture.pixels.clear();
  for (const auto& layer : layers) picture.pixels.insert(picture.pixels.end(), layer.begin(), layer.end());
  return picture;
}

void expect_row(const Picture& out, const std::vector<float>& wanted) {
  ASSERT_EQ(out.pixels.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    EXPECT_TRUE(out.pixels[i] == wanted[i] || (std::isnan(out.pixels[i]) && std::isnan(wanted[i])))
        << i << ": " << out.pixels[i];
}

TEST(InsideArea, KeepsAPixelWhereTheAreaIsOne) {
  const Picture in = row_of({{0.2F, 0.4F, kNone, 0.8F}, {1, 0, 1, kNone}});
  expect_row(run_step(evidence::inside_area(), Arguments{}, in), {0.2F, kNone, kNone, kNone});
}

TEST(InsideArea, NamesItsOutputAsItIsTold) {
  const Step step = evidence::inside_area();
  const std::vector<std::string> words = {"prospectivity_x", "", "gamma"};
  std::vector<Layer> inputs = {{"a", "1", "what a is", "", "someone 1990"}, {"area"}};
  const StepShape shape = step.shape(make_request(step, {{"layer", words}}, inputs, 20, 42));
  EXPECT_EQ(shape.outputs[0].name, "prospectivity_x");
  EXPECT_EQ(shape.outputs[0].description, "what a is");
  EXPECT_EQ(shape.outputs[0].formula, "gamma");
  EXPECT_EQ(shape.outputs[0].source, "someone 1990");
}

TEST(AtLeast, IsOneFromTheValueOn) {
  const Picture in = row_of({{0.49F, 0.5F, kNone, 2}});
  expect_row(run_step(evidence::at_least(), {{"least", 0.5}}, in), {0, 1, 0, 1});
}

TEST(ReasonStep, FindsItsBitAmongOthers) {
  // cloud 2, shadow 4, vegetation 32; what is missing holds nodata, 1
  const Picture in = row_of({{0, 2, 6, 36, kNone}});
  expect_row(run_step(evidence::reason(), {{"reason", std::string("cloud")}}, in), {0, 1, 1, 0, 0});
  expect_row(run_step(evidence::reason(), {{"reason", std::string("nodata")}}, in), {0, 0, 0, 0, 1});
  EXPECT_THROW(run_step(evidence::reason(), {{"reason", std::string("clouds")}}, in), Error);
}

TEST(JoinReasons, IsJudgedWhereOneSensorJudgesIt) {
  // both see · one is clouded · both are, for reasons of their own · one lies outside the area, 2048 · both do
  const Picture in = row_of({{0, 2, 2, 2048, 2048}, {0, 0, 4, 2048 + 2, 2048}});
  expect_row(run_step(evidence::join_reasons(), Arguments{}, in), {0, 0, 6, 2048, 2048});
}

}  // namespace
}  // namespace greisen::test
