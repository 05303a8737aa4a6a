// SPDX-License-Identifier: Apache-2.0
// Steps that follow water, beside plain programs that see the whole raster at once.
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/run_step.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/directions.hpp"
#include "terrain/support/fill.hpp"
#include "terrain/support/flow.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

Picture filled(const Picture& heights, int side = kTileSide_px) {
  Picture out(1, heights.rows, heights.cols);
  const WholeIo io = test::whole_io(heights, out);
  TileWork work(io, side, kFillPhases);
  EXPECT_TRUE(fill(work, 0));
  return out;
}

/// Main and direction; heights, or what drains through each pixel.
Picture flow(const Picture& heights, int side, bool counted, const PixelSize& pixel = {1, 1}) {
  Picture out(2, heights.rows, heights.cols);
  const WholeIo io = test::whole_io(heights, out);
  TileWork work(io, side, kFindFlowPhases + kAccumulatePhases);
  Request request;
  request.pixel_sizes = [pixel](std::int64_t) { return pixel; };
  EXPECT_TRUE(find_flow(work, request));
  if (counted) {
    EXPECT_TRUE(accumulate(work));
  }
  return out;
}

bool beyond(const Picture& in, int row, int col) {
  return row < 0 || col < 0 || row >= in.rows || col >= in.cols || std::isnan(in.at(0, row, col));
}

/// One queue over the whole raster (Barnes et al. 2014).
Picture by_priority_flood(const Picture& in) {
  Picture out = in;
  using Reached = std::tuple<float, int, int>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
  std::vector<bool> seen(in.pixels.size(), false);
  const auto at = [&](int row, int col) { return static_cast<std::size_t>(row * in.cols + col); };
  for (int row = 0; row < in.rows; ++row)
    for (int col = 0; col < in.cols; ++col) {
      bool leaves = false;
      for (int r = -1; r <= 1; ++r)
        for (int c = -1; c <= 1; ++c) leaves = leaves || beyond(in, row + r, col + c);
      if (!leaves || beyond(in, row, col)) continue;
      seen[at(row, col)] = true;
      queue.emplace(in.at(0, row, col), row, col);
    }
  while (!queue.empty()) {
    const auto [level, row, col] = queue.top();
    queue.pop();
    for (int r = row - 1; r <= row + 1; ++r)
      for (int c = col - 1; c <= col + 1; ++c) {
        if (beyond(in, r, c) || seen[at(r, c)]) continue;
        seen[at(r, c)] = true;
        out.at(0, r, c) = std::max(level, in.at(0, r, c));
        queue.emplace(out.at(0, r, c), r, c);
      }
  }
  return out;
}

/// Follows each pixel's directions to the end and counts it on all pixels of its way.
Picture by_walking(const Picture& codes) {
  Picture out(1, codes.rows, codes.cols);
  for (std::size_t i = 0; i < out.pixels.size(); ++i)
    if (!std::isnan(codes.pixels[i])) out.pixels[i] = 0;
  for (int row = 0; row < codes.rows; ++row)
    for (int col = 0; col < codes.cols; ++col) {
      int r = row;
      int c = col;
      for (int steps = 0; !beyond(codes, r, c); ++steps) {
        EXPECT_LT(steps, codes.rows * codes.cols) << "water goes round and round";
        if (steps >= codes.rows * codes.cols) return out;
        out.at(0, r, c) += 1;
        const auto code = static_cast<int>(codes.at(0, r, c));
        if (code == 0) break;
        r += code == 2 || code == 4 || code == 8 ? 1 : code >= 32 ? -1 : 0;
        c += code == 1 || code == 2 || code == 128 ? 1 : code >= 8 && code <= 32 ? -1 : 0;
      }
    }
  return out;
}

/// Whole numbers make wide level ground and many hollows.
Picture lumpy(unsigned seed, float range, double missing_share = 0.02) {
  Picture ground = test::random_picture(2, 97, 133, seed, 0, range, missing_share);
  Picture smooth(1, 97, 133);
  for (int row = 0; row < 97; ++row)
    for (int col = 0; col < 133; ++col) smooth.at(0, row, col) = std::floor(ground.at(0, row, col));
  return smooth;
}

TEST(FillDepressions, RaisesHollowsToTheirLowestRim) {
  EXPECT_EQ(filled(Picture(R"(
      9 9 9 9 9 9
      9 1 5 2 9 9
      9 9 9 9 6 7
      9 3 9 9 9 9
      9 9 9 9 9 9)"))
                .drawn(),
            test::even(R"(
      9 9 9 9 9 9
      9 7 7 7 9 9
      9 9 9 9 7 7
      9 9 9 9 9 9
      9 9 9 9 9 9)"));
}

TEST(FillDepressions, WaterLeavesWhereHeightsAreMissing) {
  EXPECT_EQ(filled(Picture(R"(
      9 9 9 9 9 9 9
      9 9 9 9 9 9 9
      9 9 1 9 4 . 9
      9 9 9 9 9 9 9
      9 9 9 9 9 9 9)"))
                .drawn(),
            test::even(R"(
      9 9 9 9 9 9 9
      9 9 9 9 9 9 9
      9 9 9 9 4 . 9
      9 9 9 9 9 9 9
      9 9 9 9 9 9 9)"));
}

TEST(FillDepressions, IsThatOfOneQueueForAnySquares) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    for (const Picture& ground : {lumpy(seed, 8), test::random_picture(1, 97, 133, seed, -5, 40, 0.01)}) {
      const Picture expected = by_priority_flood(ground);
      for (const int side : {5, 16, 32, 50, 512})
        EXPECT_TRUE(test::same_bits(filled(ground, side), expected)) << "seed " << seed << ", squares of " << side;
    }
  }
}

TEST(FillDepressions, OfALakeOverManySquares) {
  // a bowl whose only way out is one pixel of its rim
  Picture bowl(1, 80, 80, 30);
  for (int row = 1; row < 79; ++row)
    for (int col = 1; col < 79; ++col)
      bowl.at(0, row, col) = static_cast<float>(std::max(std::abs(row - 40), std::abs(col - 40)) / 4);
  bowl.at(0, 0, 17) = 21;
  for (const int side : {7, 16, 512}) {
    const Picture lake = filled(bowl, side);
    EXPECT_EQ(lake.at(0, 40, 40), 21);
    EXPECT_EQ(lake.at(0, 78, 78), 21);
  }
}

TEST(FillDepressions, OneOrTwoPixelsWideIsAsItWas) {
  for (const auto& [rows, cols] : {std::pair{1, 40}, {40, 1}, {2, 40}, {40, 2}, {1, 1}}) {
    Picture strip(1, rows, cols);
    for (std::size_t i = 0; i < strip.pixels.size(); ++i) strip.pixels[i] = static_cast<float>((i * 7) % 5);
    EXPECT_TRUE(test::same_bits(filled(strip, 16), strip)) << rows << " x " << cols;
    EXPECT_TRUE(test::same_bits(flow(strip, 16, true).layer(0), by_walking(flow(strip, 16, false).layer(1))));
  }
}

TEST(FlowDirection, IsSteepestPerMetre) {
  // the corner falls by 1.3 over 1.41, the side by 1; on pixels of 3 m by 1 m the corner is 3.16 m away
  const Picture ground(R"(
      9 9  9
      9 5  4
      9 9 3.7)");
  EXPECT_EQ(flow(ground, 512, false).at(1, 1, 1), 1);
  EXPECT_EQ(flow(ground, 512, false, {3, 1}).at(1, 1, 1), 2);
}

TEST(FlowDirection, OverLevelGroundByTheFewestStepsToItsEnd) {
  EXPECT_EQ(flow(Picture(R"(
      9 9 9 9 9 9 9
      9 5 5 5 5 5 9
      9 5 5 5 5 5 3
      9 5 5 5 5 5 9
      9 9 9 9 9 9 9)"),
                 512, false)
                .layer(1)
                .at(0, 2, 1),
            1);
}

TEST(FlowDirection, OfGroundAsSteepIsToTheFewestSteps) {
  // the 7 falls to level ground on both sides: to the west two steps from its end, to the east one
  const Picture ground(R"(
      9 9 9 9 9 9 9 9
      1 5 5 5 7 5 5 1
      9 9 9 9 9 9 9 9)");
  EXPECT_EQ(flow(ground, 512, false).at(1, 1, 4), 1);
  Picture turned(1, 3, 8);
  for (int row = 0; row < 3; ++row)
    for (int col = 0; col < 8; ++col) turned.at(0, row, col) = ground.at(0, row, 7 - col);
  EXPECT_EQ(flow(turned, 512, false).at(1, 1, 3), 16);
  for (const int side : {2, 3, 4}) EXPECT_EQ(flow(turned, side, false).at(1, 1, 3), 16) << side;
}

TEST(FlowDirection, OfAConstantPlaneIsToTheNearestEdge) {
  EXPECT_EQ(flow(Picture(1, 5, 5, 3), 512, false).layer(1).drawn(), test::even(R"(
      0 0  0 0 0
      0 16 64 1 0
      0 16 1 1 0
      0 4 4 1 0
      0 0  0 0 0)"));
}

TEST(Flow, IsTheSameForAnySquares) {
  for (const unsigned seed : {1U, 2U, 3U})
    for (const float range : {3.0F, 20.0F}) {
      const Picture ground = lumpy(seed, range);
      const Picture directions = flow(ground, 512, false).layer(1);
      const Picture counted = by_walking(directions);
      for (const int side : {5, 16, 50, 512}) {
        const Picture here = flow(ground, side, true);
        EXPECT_TRUE(test::same_bits(here.layer(1), directions)) << "seed " << seed << ", squares of " << side;
        EXPECT_TRUE(test::same_bits(here.layer(0), counted)) << "seed " << seed << ", squares of " << side;
      }
    }
}

TEST(Flow, ThatGoesThroughALakeLeavesByItsOutlet) {
  Picture bowl(1, 60, 60, 30);
  for (int row = 1; row < 59; ++row)
    for (int col = 1; col < 59; ++col) bowl.at(0, row, col) = static_cast<float>((row * 13 + col * 7) % 11);
  bowl.at(0, 0, 17) = 21;
  for (const int side : {7, 16, 512}) {
    const Picture out = flow(bowl, side, true);
    EXPECT_EQ(out.at(0, 0, 17), 3600) << side << ": the rim drains into the lake too";
    EXPECT_EQ(out.at(1, 0, 17), 0) << side;
  }
}

TEST(FlowAccumulation, HasTheFilledGroundsDirections) {
  const Step step = flow_accumulation();
  const Picture ground = lumpy(9, 12);
  const Picture out = test::run_step(step, test::request_of(step, {}, 1, 1), ground);
  EXPECT_TRUE(test::same_bits(out, flow(ground, 40, true)));
  const Step fills = fill_depressions();
  EXPECT_TRUE(
      test::same_bits(test::run_step(fills, test::request_of(fills, {}, 1, 1), ground), by_priority_flood(ground)));
}

}  // namespace
}  // namespace greisen::terrain
