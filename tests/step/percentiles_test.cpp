// SPDX-License-Identifier: Apache-2.0
#include "step/percentiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "step/moments.hpp"
#include "support/run_step.hpp"

namespace greisen {
namespace {

using test::Picture;

/// A step that only learns.
Step learning(std::function<Learner(const Request&)> learner, int folds) {
  Step step;
  step.id = "learning";
  step.shape = [folds](const Request&) { return StepShape{.kind = StepKind::learning, .folds = folds}; };
  step.learner = std::move(learner);
  return step;
}

Model percentiles_of(const Picture& in, const std::vector<double>& percents) {
  const Step step = learning([&](const Request&) { return percentile_learner(in.layers, percents); }, kPercentileFolds);
  return test::learn(step, test::request_of(step, {}, in.layers), in);
}

/// numpy.percentile(values, percent), method 'linear'.
double by_sorting(std::vector<float> values, double percent) {
  std::erase_if(values, [](float x) { return std::isnan(x); });
  std::ranges::sort(values);
  const double place = static_cast<double>(values.size() - 1) * (percent / 100);
  const auto below = static_cast<std::size_t>(place);
  const double a = static_cast<double>(values[below]);
  const double b = static_cast<double>(values[std::min(below + 1, values.size() - 1)]);
  const double t = place - std::floor(place);
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

TEST(Percentiles, OfAFewValuesByHand) {
  const Model model = percentiles_of(Picture("4 1 . 3 2"), {0, 25, 50, 90, 100});
  EXPECT_EQ(model.at("percentiles"), (std::vector<double>{1, 1.75, 2.5, 3.7, 4}));
  EXPECT_EQ(model.at("pixels"), std::vector<double>{4});
}

TEST(Percentiles, AreExactForEachLayerByItself) {
  const std::vector<double> percents = {0, 2, 10, 33.3, 50, 90, 98, 99.9, 100};
  Picture in = test::random_picture(3, 200, 170, 6);
  for (std::size_t i = 0; i < in.pixels.size(); ++i)
    in.pixels[i] = (in.pixels[i] - 0.4F) * (i % 3 == 0 ? 1e-4F : 50.0F);
  const Model model = percentiles_of(in, percents);
  for (int layer = 0; layer < 3; ++layer)
    for (std::size_t which = 0; which < percents.size(); ++which)
      EXPECT_EQ(percentile(model, layer, which), by_sorting(in.layer(layer).pixels, percents[which]))
          << "layer " << layer << ", percent " << percents[which];
}

TEST(Percentiles, OfEqualValuesAreThatValue) {
  const Model model = percentiles_of(Picture(1, 150, 140, 0.3F), {2, 50, 98});
  for (std::size_t which = 0; which < 3; ++which) EXPECT_EQ(percentile(model, 0, which), static_cast<double>(0.3F));
}

TEST(Percentiles, OfOnePixelAreThatPixel) {
  EXPECT_EQ(percentiles_of(Picture(". -7 ."), {2, 98}).at("percentiles"), (std::vector<double>{-7, -7}));
}

TEST(Percentiles, OfNothingAreNoNumber) {
  const Model model = percentiles_of(Picture(". ."), {2, 98});
  EXPECT_TRUE(std::isnan(percentile(model, 0, 0)));
  const Stretch none{percentile(model, 0, 0), percentile(model, 0, 1)};
  EXPECT_TRUE(none.flat());
}

TEST(Percentiles, TakeNoNoticeOfInfinities) {
  Picture in("1 2 3 4");
  in.pixels[3] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(percentiles_of(in, {100}).at("percentiles"), std::vector<double>{3});
}

TEST(Stretch, CutsAndKeepsMissing) {
  const Stretch stretch{2, 4};
  EXPECT_EQ(stretch(1), 0);
  EXPECT_EQ(stretch(3), 0.5);
  EXPECT_EQ(stretch(9), 1);
  EXPECT_TRUE(std::isnan(stretch(std::nan(""))));
}

TEST(Moments, AreThoseOfEachLayersOwnPixels) {
  Picture in("2 4 4 4 5 5 7 9");
  in.add_layer(Picture(". . . . . . . 3"));
  in.add_layer(Picture(". . . . . . . ."));
  const Step step = learning([](const Request&) { return moments_learner(3); }, 1);
  const Model model = test::learn(step, test::request_of(step, {}, 3), in);
  EXPECT_EQ(model.at("pixels"), (std::vector<double>{8, 1, 0}));
  EXPECT_EQ(model.at("mean")[0], 5);
  EXPECT_NEAR(model.at("std")[0], std::sqrt(32.0 / 7), 1e-12);
  EXPECT_EQ(model.at("mean")[1], 3);
  EXPECT_TRUE(std::isnan(model.at("std")[1]));
  EXPECT_TRUE(std::isnan(model.at("mean")[2]));
}

TEST(Moments, JoinCellsWithoutLoss) {
  Picture in(1, 300, 300);
  for (int row = 0; row < 300; ++row)
    for (int col = 0; col < 300; ++col) in.at(0, row, col) = static_cast<float>(10000 + row);
  const Step step = learning([](const Request&) { return moments_learner(1); }, 1);
  const Model model = test::learn(step, test::request_of(step, {}, 1), in);
  EXPECT_NEAR(model.at("mean")[0], 10149.5, 1e-9);
  EXPECT_NEAR(model.at("std")[0], std::sqrt((300.0 * 300.0 - 1) / 12 * 90000 / 89999), 1e-9);
}

}  // namespace
}  // namespace greisen
