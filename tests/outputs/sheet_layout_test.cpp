// SPDX-License-Identifier: Apache-2.0
#include "outputs/sheet_layout.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace greisen::outputs {
namespace {

TEST(SheetLayout, ScalesAreRoundAndNeverTooSmall) {
  EXPECT_DOUBLE_EQ(round_scale(1), 1);
  EXPECT_DOUBLE_EQ(round_scale(10'001), 12'500);
  EXPECT_DOUBLE_EQ(round_scale(12'500), 12'500);
  EXPECT_DOUBLE_EQ(round_scale(15'100), 20'000);
  EXPECT_DOUBLE_EQ(round_scale(61'000), 75'000);
  EXPECT_DOUBLE_EQ(round_scale(76'000), 100'000);
  EXPECT_DOUBLE_EQ(round_step(1'001), 2'000);
  EXPECT_DOUBLE_EQ(round_step(0.03), 0.05);
}

TEST(SheetLayout, TheFrameShowsTheWholeBoxAtItsScale) {
  for (const char* paper : {"A4", "A3", "A2", "A1"}) {
    const geo::Bounds box = {600'000, 4'500'000, 606'000, 4'504'000};
    const SheetLayout page = sheet_layout(box, 1, paper);
    EXPECT_LE(page.ground.min_x, box.min_x);
    EXPECT_LE(page.ground.min_y, box.min_y);
    EXPECT_GE(page.ground.max_x, box.max_x);
    EXPECT_GE(page.ground.max_y, box.max_y);
    EXPECT_NEAR((page.ground.max_x - page.ground.min_x) * 1000 / page.frame.width, page.scale, 1e-6 * page.scale);
    EXPECT_NEAR((page.ground.max_y - page.ground.min_y) * 1000 / page.frame.height, page.scale, 1e-6 * page.scale);
    const geo::Point corner = page.on_page({page.ground.max_x, page.ground.min_y});
    EXPECT_NEAR(corner.x, page.frame.right(), 1e-6);
    EXPECT_NEAR(corner.y, page.frame.bottom(), 1e-6);
    const PageBox whole = {0, 0, page.width_mm, page.height_mm};
    EXPECT_TRUE(whole.contains(page.frame));
    for (const PageBox& column : page.columns) {
      EXPECT_TRUE(whole.contains(column));
      EXPECT_FALSE(column.overlaps(page.frame));
    }
  }
}

TEST(SheetLayout, ThePageStandsUprightForATallArea) {
  const SheetLayout tall = sheet_layout({0, 0, 2'000, 4'000}, 1, "A3");
  EXPECT_GT(tall.height_mm, tall.width_mm);
  const SheetLayout wide = sheet_layout({0, 0, 6'000, 4'000}, 1, "A3");
  EXPECT_GT(wide.width_mm, wide.height_mm);
  EXPECT_DOUBLE_EQ(wide.width_mm, 420);
}

TEST(SheetLayout, AreaOfAPointStillGivesAPage) {
  const SheetLayout page = sheet_layout({10, 10, 10, 10}, 1, "A3");
  EXPECT_TRUE(std::isfinite(page.scale) && page.scale > 0);
}

TEST(PlaceLabels, NoneOverlapsAnotherOrLeavesTheFrame) {
  const PageBox frame = {10, 10, 100, 80};
  std::vector<LabelWish> wishes;
  wishes.reserve(60);
  for (int i = 0; i < 60; ++i)  // a crowd, and some at the edge
    wishes.push_back({{10.0 + (i * 37) % 100, 10.0 + (i * 23) % 40, 2, 3}, 6, 3});
  const PageBox taken = {50, 20, 10, 10};
  const auto places = place_labels(wishes, frame, {taken});
  ASSERT_EQ(places.size(), wishes.size());
  std::size_t placed = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    ++placed;
    EXPECT_TRUE(frame.contains(*places[i])) << i;
    EXPECT_FALSE(taken.overlaps(*places[i])) << i;
    for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(places[k] && places[k]->overlaps(*places[i])) << i << " and " << k;
  }
  EXPECT_GT(placed, 20U);
}

TEST(PlaceLabels, TheFirstHasTheNearestPlaceAndWhatFindsNoneIsLeftOut) {
  const PageBox frame = {0, 0, 30, 12};
  const LabelWish wish = {{10, 4, 4, 4}, 10, 4};
  const auto places = place_labels({wish, wish, wish, wish, wish, wish}, frame, {});
  ASSERT_TRUE(places[0]);
  EXPECT_NEAR(places[0]->left, 14.6, 1e-9) << "at its right";
  EXPECT_FALSE(places.back());
}

}  // namespace
}  // namespace greisen::outputs
