// SPDX-License-Identifier: Apache-2.0
#include "targets/extract.hpp"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/picture.hpp"

namespace greisen::targets {
namespace {

using test::Picture;
using testing::ElementsAre;
using testing::IsEmpty;

WindowReader reader(const Picture& picture) {
  return [picture](const Window& window, TileView out) {
    ASSERT_TRUE((Window{0, 0, picture.cols, picture.rows}.contains(window)));
    for (int layer = 0; layer < out.layers; ++layer)
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          out.at(layer, row, col) =
              picture.at(layer, static_cast<int>(window.row) + row, static_cast<int>(window.col) + col);
  };
}

ExtractRequest request_of(const Picture& score) {
  ExtractRequest request;
  request.model = "test";
  request.grid.cols = score.cols;
  request.grid.rows = score.rows;
  request.grid.pixel_x = request.grid.pixel_y = 10;
  request.threshold = 0.5;
  request.min_pixels = 1;
  request.score = reader(score);
  return request;
}

TEST(ExtractTargets, RanksClustersByMeanScore) {
  const Picture score(R"(
      .6 .7  0  0
       0 .8  0 .9
       0  0  0 .9
      .5  0  .  0)");
  const Extraction found = extract_targets(request_of(score));
  ASSERT_EQ(found.targets.size(), 3U);
  EXPECT_NEAR(found.targets[0].score, .9, 1e-6);
  EXPECT_NEAR(found.targets[1].score, .7, 1e-6);
  EXPECT_NEAR(found.targets[2].score, .5, 1e-6);
  EXPECT_EQ(found.targets[0].rank, 1);
  EXPECT_EQ(found.targets[2].rank, 3);
  EXPECT_NEAR(found.targets[1].area_ha, 0.03, 1e-12);
  EXPECT_FALSE(found.cut());
}

TEST(ExtractTargets, OfEqualScoreTheUpperThenTheLeftComesFirst) {
  const Picture score(R"(
      0  0 .8
      .8 0  0
      0  0 .8)");
  const Extraction found = extract_targets(request_of(score));
  ASSERT_EQ(found.targets.size(), 3U);
  EXPECT_EQ(found.targets[0].y, -5);
  EXPECT_EQ(found.targets[1].y, -15);
  EXPECT_EQ(found.targets[2].y, -25);
}

TEST(ExtractTargets, LeavesOutSmallClustersAndCountsThem) {
  const Picture score("1 1 0 1 0 1 1 1");
  ExtractRequest request = request_of(score);
  request.min_pixels = 2;
  const Extraction found = extract_targets(request);
  EXPECT_EQ(found.targets.size(), 2U);
  EXPECT_EQ(found.too_small, 1);
}

TEST(ExtractTargets, PixelsThatShareACornerAreOneTargetOfTwoPolygons) {
  const Picture score(R"(
      1 0
      0 1)");
  const Extraction found = extract_targets(request_of(score));
  ASSERT_EQ(found.targets.size(), 1U);
  EXPECT_EQ(found.targets[0].polygons.size(), 2U);
  EXPECT_EQ(found.targets[0].x, 10);
  EXPECT_EQ(found.targets[0].y, -10);
}

TEST(ExtractTargets, MeasuresLengthWidthAndStrike) {
  Picture score(1, 30, 40, 0.0F);
  for (int i = 0; i < 12; ++i) score.at(0, 4 + i, 8 + i) = score.at(0, 4 + i, 9 + i) = 0.9F;
  const Extraction found = extract_targets(request_of(score));
  ASSERT_EQ(found.targets.size(), 1U);
  EXPECT_NEAR(found.targets[0].strike_deg, 135, 1e-6);
  EXPECT_GT(found.targets[0].length_m, 8 * found.targets[0].width_m * 0.8);
}

TEST(ExtractTargets, JoinsPiecesOfALineAndCountsThemAsOne) {
  const Picture score("1 1 1 0 0 1 1 1 0 0 0 0 0 0 0 1 1 1");
  ExtractRequest request = request_of(score);
  request.join_gap_m = 30;
  const Extraction found = extract_targets(request);
  ASSERT_EQ(found.targets.size(), 2U);
  EXPECT_EQ(found.found, 2);
  EXPECT_FALSE(found.cut());
  EXPECT_EQ(found.targets[0].length_m, 80);
  EXPECT_NEAR(found.targets[0].area_ha, 0.06, 1e-12);
  EXPECT_EQ(found.targets[0].polygons.size(), 2U);
}

TEST(ExtractTargets, KeepsTheBestAndSaysThatItCut) {
  Picture score(1, 3, 1001, 0.0F);
  for (int i = 0; i < 500; ++i) score.at(0, 1, 2 * i) = 0.5F + 0.0009F * static_cast<float>((i * 37) % 500);
  ExtractRequest request = request_of(score);
  request.most = 3;
  const Extraction found = extract_targets(request);
  ASSERT_EQ(found.targets.size(), 3U);
  EXPECT_TRUE(found.cut());
  EXPECT_EQ(found.found, 500);
  EXPECT_NEAR(found.targets[0].score, 0.5 + 0.0009 * 499, 1e-6);
  EXPECT_NEAR(found.targets[2].score, 0.5 + 0.0009 * 497, 1e-6);
}

TEST(ExtractTargets, TellsWhatRaisedAndLoweredThem) {
  const Picture score("1 1 0 0");
  Picture evidence(".9 .7 0 0");
  evidence.add_layer(Picture(".1 .3 1 1"));
  evidence.add_layer(Picture("1 . 1 1"));
  evidence.add_layer(Picture(".5 .5 1 1"));
  evidence.add_layer(Picture(". . 1 1"));
  ExtractRequest request = request_of(score);
  request.evidence_names = {{"bright", "S"}, {"near_fault", "T"}, {"clay", "S"}, {"density", "T"}, {"host", "G"}};
  request.evidence = reader(evidence);
  const Extraction found = extract_targets(request);
  ASSERT_EQ(found.targets.size(), 1U);
  std::vector<std::string> told;
  for (const auto& [id, mean] : found.targets[0].memberships) told.push_back(fmt::format("{} {:.2f}", id, mean));
  EXPECT_THAT(told, ElementsAre("bright 0.80", "near_fault 0.20", "clay 1.00", "density 0.50"));
  EXPECT_THAT(found.targets[0].raised_by, ElementsAre("clay", "bright"));
  EXPECT_THAT(found.targets[0].lowered_by, ElementsAre("near_fault"));
  EXPECT_THAT(found.targets[0].families, ElementsAre("S"));
}

TEST(ExtractTargets, StrengthIsScoreTimesTheLayersMeanTimesTheRootOfThePixels) {
  const Picture score("0.8 0.6 0.7 0.7 0");
  Picture evidence("2 4 3 3 9");
  ExtractRequest request = request_of(score);
  request.evidence = reader(evidence);
  request.strength = true;
  Extraction found = extract_targets(request);
  ASSERT_EQ(found.targets.size(), 1U);
  EXPECT_NEAR(found.targets[0].strength, 0.7 * 3 * 2, 1e-6) << "4 pixels";
  request.lines = true;
  EXPECT_NEAR(extract_targets(request).targets[0].strength, 0.7 * 3 * 2, 1e-6) << "4 pixels long";
  request.strength = false;
  request.evidence = nullptr;
  EXPECT_TRUE(std::isnan(extract_targets(request).targets[0].strength));
}

TEST(ExtractTargets, TellsHowMuchOfTheGroundAroundWasJudged) {
  const Picture score(R"(
      0 0 0 0
      0 1 0 0
      0 0 0 0)");
  const Picture reasons(R"(
      1 0 2 2
      0 0 0 2
      0 . 0 2)");
  ExtractRequest request = request_of(score);
  request.reasons = reader(reasons);
  EXPECT_NEAR(extract_targets(request).targets.at(0).judged_share, 6.0 / 9, 1e-12);
}

TEST(ExtractTargets, AsksForThePositionOnTheEarth) {
  const Picture score("1 0");
  ExtractRequest request = request_of(score);
  request.lonlat = [](const geo::Point& p) { return geo::Point{p.x / 10, p.y / 10}; };
  const Extraction found = extract_targets(request);
  EXPECT_EQ(found.targets.at(0).lon, 0.5);
  EXPECT_EQ(found.targets.at(0).lat, -0.5);
}

TEST(ExtractTargets, OfNothingIsNothing) {
  EXPECT_THAT(extract_targets(request_of(Picture("0 . 0.4"))).targets, IsEmpty());
  Picture nothing(1, 1, 1);
  EXPECT_THAT(extract_targets(request_of(nothing)).targets, IsEmpty());
}

TEST(ExtractTargets, RefusesARequestThatContradictsItself) {
  ExtractRequest request = request_of(Picture("1"));
  request.min_pixels = 0;
  EXPECT_THROW(extract_targets(request), Error);
}

/// Sum over targets of the area of their polygons = pixels above the threshold, whatever the strips cut.
TEST(ExtractTargets, TogetherHoldAllPixelsAboveTheThreshold) {
  const Picture score = test::random_picture(1, 400, 300, 5);
  ExtractRequest request = request_of(score);
  request.threshold = 0.6;
  const Extraction found = extract_targets(request);
  ASSERT_FALSE(found.cut());
  double hectares = 0;
  for (const Target& target : found.targets) hectares += target.area_ha;
  std::int64_t pixels = 0;
  for (const float x : score.pixels) pixels += x >= 0.6F ? 1 : 0;
  EXPECT_NEAR(hectares, 0.01 * static_cast<double>(pixels), 1e-6);
}

}  // namespace
}  // namespace greisen::targets
