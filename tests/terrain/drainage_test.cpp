// SPDX-License-Identifier: Apache-2.0
// Lines and catchments: what is found along the water.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/run_step.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/flow.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

/// Two valleys that meet at row 3, column 2, where 19 pixels drain; 7 come down the western one, 8 the eastern one,
/// and 25 leave at the bottom.
const char* const kTwoValleys = R"(
    9 9 9 9 9
    8 9 9 9 8
    9 7 9 7 9
    9 9 6 9 9
    9 9 5 9 9
    9 9 4 9 9)";

std::string drawn(const FeatureRow& row) {
  std::string text;
  for (const FeaturePart& part : row.parts) {
    text += part.hole ? "/ " : "";
    for (const auto& [x, y] : part.vertices)
      text +=
          Picture(1, 1, 1, static_cast<float>(x)).drawn() + "," + Picture(1, 1, 1, static_cast<float>(y)).drawn() + " ";
  }
  std::erase(text, '\n');
  return text;
}

TEST(DrainageLines, RunFromSpringsAndMeetingsToTheNext) {
  const Step step = drainage_lines();
  const auto rows =
      test::emitted(step, test::request_of(step, {{"min_upstream_px", std::int64_t{3}}}, 1, 10), Picture(kTwoValleys));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(drawn(rows[0]), "0.5,-1.5 2.5,-3.5 ");
  EXPECT_EQ(drawn(rows[1]), "4.5,-1.5 2.5,-3.5 ");
  EXPECT_EQ(drawn(rows[2]), "2.5,-3.5 2.5,-5.5 ");
  const auto expect = [&](std::size_t row, double length_m, double upstream_px, double order) {
    EXPECT_NEAR(rows[row].values[0], length_m, 1e-3) << row;
    EXPECT_EQ(rows[row].values[1], upstream_px) << row;
    EXPECT_EQ(rows[row].values[2], order) << row;
  };
  expect(0, 28.2843, 7, 1);
  expect(1, 28.2843, 8, 1);
  expect(2, 20, 25, 2);
}

TEST(DrainageLines, AreNoneWhereTooFewPixelsGather) {
  const Step step = drainage_lines();
  EXPECT_TRUE(
      test::emitted(step, test::request_of(step, {{"min_upstream_px", std::int64_t{26}}}, 1, 10), Picture(kTwoValleys))
          .empty());
  EXPECT_TRUE(test::emitted(step, test::request_of(step, {}, 1, 10), Picture(1, 30, 30, 5)).empty()) << "level ground";
}

test::Arguments points(std::vector<double> x, std::vector<double> y, std::int64_t snap_px = 0) {
  NumberTable table;
  table.columns = {"x", "Y"};
  table.values = {std::move(x), std::move(y)};
  return {{"points", table}, {"snap_px", snap_px}};
}

std::vector<FeatureRow> caught(test::Arguments arguments, const Picture& ground) {
  const Step step = catchments();
  return test::emitted(step, test::request_of(step, std::move(arguments), 1, 10), ground);
}

/// In pixels, of all rings less their holes.
double area_of(const FeatureRow& row) {
  double area = 0;
  for (const FeaturePart& part : row.parts) {
    double twice = 0;
    for (std::size_t i = 0; i < part.vertices.size(); ++i) {
      const auto& [x, y] = part.vertices[i];
      const auto& [next_x, next_y] = part.vertices[(i + 1) % part.vertices.size()];
      twice += x * next_y - next_x * y;
    }
    area += (part.hole ? -1 : 1) * std::abs(twice) / 2;
  }
  return area;
}

TEST(Catchments, HoldThoseOfPointsUpstream) {
  const auto rows = caught(points({2.5, 1.2}, {-3.5, -2.9}), Picture(kTwoValleys));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].values[0], 1);
  EXPECT_EQ(rows[0].values[1], 2.5);
  EXPECT_EQ(rows[0].values[2], -3.5);
  EXPECT_EQ(rows[0].values[3], 19);
  EXPECT_NEAR(rows[0].values[4], .0019, 1e-9);
  EXPECT_EQ(area_of(rows[0]), 19);
  EXPECT_EQ(rows[1].values[3], 7);
  EXPECT_EQ(area_of(rows[1]), 7);
  const Step step = catchments();
  const Picture marked =
      test::run_step(step, test::request_of(step, points({2.5, 1.2}, {-3.5, -2.9}), 1, 10), Picture(kTwoValleys));
  EXPECT_EQ(marked.layer(0).drawn(), test::even(R"(
      1 1 0 2 2
      1 1 2 2 2
      1 1 2 2 2
      1 2 2 2 2
      0 0 0 0 0
      0 0 0 0 0)"));
}

TEST(Catchments, OfPointsThatSharePixelsAreTheSame) {
  const auto rows = caught(points({2.5, 2.6}, {-3.5, -3.4}), Picture(kTwoValleys));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(drawn(rows[0]), drawn(rows[1]));
  EXPECT_EQ(rows[1].values[0], 2);
}

TEST(Catchments, OfPointsBesideTheStreamAreItsOwnOnceMoved) {
  EXPECT_EQ(caught(points({2.5}, {-2.5}), Picture(kTwoValleys)).at(0).values[3], 1);
  const auto moved = caught(points({2.5}, {-2.5}, 1), Picture(kTwoValleys));
  EXPECT_EQ(moved.at(0).values[3], 19);
  EXPECT_EQ(moved.at(0).values[2], -3.5);
}

TEST(Catchments, PointsWithoutHeightsAndTablesWithoutColumnsAreRefused) {
  Picture holed(kTwoValleys);
  holed.at(0, 3, 2) = kMissing;
  for (const auto& [x, y] : {std::pair{2.5, -3.5}, {7.0, -1.0}, {-0.1, -1.0}}) {
    try {
      caught(points({1.5, x}, {-1.5, y}), holed);
      ADD_FAILURE() << x << " " << y;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "E4024");
      EXPECT_NE(std::string(error.what()).find("rows 2 "), std::string::npos) << error.what();
    }
  }
  EXPECT_EQ(caught(points({2.5}, {-3.5}, 1), holed).size(), 1U) << "moved to a pixel with heights";
  NumberTable table;
  table.columns = {"lon", "lat"};
  table.values = {{1}, {1}};
  try {
    catchments().shape(test::request_of(catchments(), {{"points", table}}, 1, 10));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E2411");
  }
}

/// The outlet first met on the way down from each pixel.
Picture by_walking(const Picture& codes, const std::vector<Place>& outlets) {
  Picture out(1, codes.rows, codes.cols);
  for (int row = 0; row < codes.rows; ++row)
    for (int col = 0; col < codes.cols; ++col) {
      if (std::isnan(codes.at(0, row, col))) continue;
      Place at{row, col};
      for (out.at(0, row, col) = 0;;) {
        const auto met = std::ranges::find(outlets, at);
        if (met != outlets.end()) out.at(0, row, col) = static_cast<float>(met - outlets.begin() + 1);
        const auto code = static_cast<int>(codes.at(0, static_cast<int>(at.row), static_cast<int>(at.col)));
        if (met != outlets.end() || code == 0) break;
        at.row += code == 2 || code == 4 || code == 8 ? 1 : code >= 32 ? -1 : 0;
        at.col += code == 1 || code == 2 || code == 128 ? 1 : code >= 8 && code <= 32 ? -1 : 0;
      }
    }
  return out;
}

TEST(Catchments, AreTheSameForAnySquares) {
  Picture ground = test::random_picture(1, 90, 110, 4, 0, 9, 0.02);
  for (float& z : ground.pixels) z = std::floor(z);
  std::vector<Place> outlets;
  for (int i = 0; i < 40; ++i) {
    const Place place{(i * 37) % 90, (i * 53) % 110};
    if (!std::isnan(ground.at(0, static_cast<int>(place.row), static_cast<int>(place.col)))) outlets.push_back(place);
  }
  Picture expected;
  for (const int side : {512, 9, 32}) {
    Picture out(2, ground.rows, ground.cols);
    const WholeIo io = test::whole_io(ground, out);
    TileWork work(io, side, kFindFlowPhases + kCatchmentPhases);
    Request request;
    request.pixel_m = 10;
    ASSERT_TRUE(find_flow(work, request));
    std::int64_t pixels = 0;
    ASSERT_TRUE(
        mark_catchments(work, outlets, [&](const Window& window, ConstTileView) { pixels += window.pixels(); }));
    EXPECT_EQ(pixels, 90 * 110);
    if (side == 512) expected = by_walking(out.layer(1), outlets);
    EXPECT_TRUE(test::same_bits(out.layer(0), expected)) << "squares of " << side;
  }
}

}  // namespace
}  // namespace greisen::terrain
