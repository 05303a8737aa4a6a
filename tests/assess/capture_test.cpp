// SPDX-License-Identifier: Apache-2.0
#include "assess/capture.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <random>

#include <gtest/gtest.h>

namespace greisen::assess {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Plane plane_of(std::vector<float> values, int cols) {
  Plane plane{cols, static_cast<int>(values.size()) / cols, {}};
  const auto kept = std::make_shared<std::vector<float>>(std::move(values));
  plane.open = [kept, cols]() -> std::function<std::span<const float>()> {
    return [kept, cols, row = std::size_t{0}]() mutable {
      const auto width = static_cast<std::size_t>(cols);
      return std::span<const float>(*kept).subspan(row++ * width, width);
    };
  };
  return plane;
}

/// Thresholds, areas and shares captured of a published kind of table; their ground is taken evenly between them.
CaptureCurve published() {
  CaptureCurve curve;
  double above = 0;
  for (const auto& [score, area, captured] :
       {std::tuple{.9, .02, .30}, {.8, .06, .55}, {.7, .12, .70}, {.6, .20, .78}, {.5, .35, .90}, {.3, .60, 1.0}}) {
    curve.points.push_back({score, above, area, captured});
    above = area;
  }
  return curve;
}

TEST(Capture, IntervalOfAShareIsWilsons) {
  const Interval interval = wilson(16, 20);
  EXPECT_NEAR(interval.low, .583983, 1e-6);
  EXPECT_NEAR(interval.high, .919342, 1e-6);
  EXPECT_EQ(wilson(0, 5).low, 0);
  EXPECT_EQ(wilson(5, 5).high, 1);
  EXPECT_EQ(wilson(0, 0).high, 1) << "nothing is known of a share of nothing";
}

TEST(Capture, PredictionAreaMeetsWhereThePaperSays) {
  const auto met = prediction_area(published());
  ASSERT_TRUE(met);
  EXPECT_NEAR(met->score, .59259259, 1e-8);
  EXPECT_NEAR(met->captured, .78888889, 1e-8);
  EXPECT_NEAR(met->area, .21111111, 1e-8);
  EXPECT_NEAR(met->density, 3.73684211, 1e-8);
}

TEST(Capture, AreaUnderTheSuccessRate) { EXPECT_NEAR(area_under(published()), .8802, 1e-12); }

// by hand: 8 pixels of ground, places on the scores .9, .5, .5
TEST(Capture, CountsGroundAboveAndAtEachPlace) {
  const Plane map = plane_of({.9F, .7F, .5F, .5F, .5F, .2F, .1F, .1F, kNan, kNan}, 5);
  const std::vector<OccurrencePixel> places = {{0, 2}, {0, 0}, {0, 4}, {1, 4}, {7, 7}, {-1, 0}};
  const CaptureCurve curve = capture_curves(map, {}, places)[0];
  EXPECT_EQ(curve.places, 3U);
  EXPECT_EQ(curve.elsewhere, 3U) << "on ground not judged, and outside";
  EXPECT_EQ(scores_at(map, places), (std::vector<double>{double{.9F}, .5, .5}));
  EXPECT_EQ(curve.pixels, 8U);
  EXPECT_FLOAT_EQ(static_cast<float>(curve.best), .9F);
  EXPECT_DOUBLE_EQ(curve.best_share, 1. / 8);
  ASSERT_EQ(curve.points.size(), 2U);
  EXPECT_DOUBLE_EQ(curve.points[0].area_above, 0);
  EXPECT_DOUBLE_EQ(curve.points[0].area, 1. / 8);
  EXPECT_DOUBLE_EQ(curve.points[0].captured, 1. / 3);
  EXPECT_DOUBLE_EQ(curve.points[1].area_above, 2. / 8);
  EXPECT_DOUBLE_EQ(curve.points[1].area, 5. / 8);
  EXPECT_DOUBLE_EQ(curve.points[1].captured, 1);
  EXPECT_DOUBLE_EQ(captured_at(curve, 0), 0);
  EXPECT_DOUBLE_EQ(captured_at(curve, 1. / 16), 1. / 6) << "ground of equal score is taken evenly";
  EXPECT_DOUBLE_EQ(captured_at(curve, .2), 1. / 3);
  EXPECT_DOUBLE_EQ(captured_at(curve, 3.5 / 8), 2. / 3);
  EXPECT_DOUBLE_EQ(captured_at(curve, 1), 1);
}

TEST(Capture, GroundWithoutAScoreComesLast) {
  const Plane ground = plane_of({1, 1, 1, 1}, 4);
  const Plane layer = plane_of({.4F, kNan, .2F, kNan}, 4);
  const std::vector<OccurrencePixel> places = {{0, 1}, {0, 2}};
  const CaptureCurve curve = capture_curves(ground, std::vector{layer}, places)[1];
  ASSERT_EQ(curve.points.size(), 1U);
  EXPECT_EQ(curve.places, 2U);
  EXPECT_DOUBLE_EQ(curve.points[0].area, .5);
  EXPECT_DOUBLE_EQ(curve.points[0].captured, .5);
  EXPECT_DOUBLE_EQ(captured_at(curve, .99), .5);
}

TEST(Capture, AMapThatSaysNothingIsChance) {
  const Plane flat = plane_of(std::vector<float>(100, .5F), 10);
  const std::vector<OccurrencePixel> places = {{0, 1}, {5, 2}, {9, 9}};
  const CaptureCurve curve = capture_curves(flat, {}, places)[0];
  EXPECT_DOUBLE_EQ(area_under(curve), .5);
  EXPECT_DOUBLE_EQ(captured_at(curve, .3), .3);
  EXPECT_DOUBLE_EQ(prediction_area(curve)->density, 1);
}

TEST(Capture, NoPlacesGiveNoPoints) {
  const Plane map = plane_of({.1F, .2F}, 2);
  const CaptureCurve curve = capture_curves(map, {}, {})[0];
  EXPECT_TRUE(curve.points.empty());
  EXPECT_FALSE(prediction_area(curve));
}

TEST(NearbyMaxima, AreTheGreatestOfEverySquare) {
  constexpr int kCols = 23;
  constexpr int kRows = 17;
  std::mt19937 random(7);
  std::vector<float> values(static_cast<std::size_t>(kCols) * kRows);
  for (float& value : values) value = random() % 3 == 0 ? kNan : static_cast<float>(random() % 1000) / 1000;
  for (const int reach : {0, 1, 2, 5, 30}) {
    const auto next = moving_maximum(plane_of(values, kCols), reach).open();
    for (int row = 0; row < kRows; ++row) {
      const std::span<const float> found = next();
      for (int col = 0; col < kCols; ++col) {
        float most = kNan;
        for (int r = std::max(0, row - reach); r <= std::min(kRows - 1, row + reach); ++r)
          for (int c = std::max(0, col - reach); c <= std::min(kCols - 1, col + reach); ++c)
            most = std::fmax(most, values[static_cast<std::size_t>(r) * kCols + static_cast<std::size_t>(c)]);
        const float value = found[static_cast<std::size_t>(col)];
        EXPECT_TRUE(value == most || (std::isnan(value) && std::isnan(most))) << reach << ": " << row << ", " << col;
      }
    }
  }
}

}  // namespace
}  // namespace greisen::assess
