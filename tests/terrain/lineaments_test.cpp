// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "raster/fourier.hpp"
#include "support/run_step.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/line_segments.hpp"
#include "terrain/support/oriented_kernels.hpp"

namespace greisen::terrain {
namespace {

using test::Picture;

/// Relief whose spectrum falls as k^-1.6 (in height), 512 × 512 cut to rows × cols; a standard deviation of 100 m.
Picture relief(int rows, int cols, unsigned seed) {
  constexpr int kSide = 1024;
  std::vector<std::complex<double>> plane(static_cast<std::size_t>(kSide) * kSide);
  std::uint64_t state = seed * 2654435761U + 1;
  const auto uniform = [&state] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (static_cast<double>(state >> 33U) + 0.5) / 2147483648.0;
  };
  for (auto& one : plane) one = std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::acos(-1.0) * uniform());
  fourier(plane, kSide, true);
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col < kSide; ++col) {
      const double k = std::hypot(std::min(row, kSide - row), std::min(col, kSide - col));
      plane[static_cast<std::size_t>(row * kSide + col)] *= k > 0 ? std::pow(k, -1.6) : 0;
    }
  fourier(plane, kSide, false);
  double squares = 0;
  for (const auto& one : plane) squares += one.real() * one.real();
  const double scale = 100 / std::sqrt(squares / static_cast<double>(plane.size()));
  Picture ground(1, rows, cols);
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col)
      ground.at(0, row, col) = static_cast<float>(plane[static_cast<std::size_t>(row * kSide + col)].real() * scale);
  return ground;
}

/// Pixels of 30 m; deep by 25 m, 1.5 px wide (sd): some three times what this relief does by itself within 5 px.
void dig(Picture& ground, double row_a, double col_a, double row_b, double col_b, double deep_m = 25) {
  const double length = std::hypot(row_b - row_a, col_b - col_a);
  for (int row = 0; row < ground.rows; ++row)
    for (int col = 0; col < ground.cols; ++col) {
      const double along =
          std::clamp(((row - row_a) * (row_b - row_a) + (col - col_a) * (col_b - col_a)) / length, 0.0, length);
      const double off =
          std::hypot(row - row_a - along * (row_b - row_a) / length, col - col_a - along * (col_b - col_a) / length);
      ground.at(0, row, col) -= static_cast<float>(deep_m * std::exp(-off * off / (2 * 1.5 * 1.5)));
    }
}

std::vector<FeatureRow> found_in(const Picture& ground, test::Arguments arguments = {}) {
  const Step step = lineaments();
  return test::emitted(step, test::request_of(step, std::move(arguments), 1, 30), ground);
}

TEST(OrientedKernels, SumToNothingAndAreOfLengthOne) {
  for (const int derivative : {2, 3})
    for (const int azimuth : {0, 5, 9, 18, 31}) {
      const OrientedKernel kernel = oriented_kernel(azimuth, 41, 1.5, derivative);
      EXPECT_EQ(kernel.radius_px, 24);
      double sum = 0;
      double squares = 0;
      for (const float weight : kernel.weights) {
        sum += static_cast<double>(weight);
        squares += static_cast<double>(weight) * static_cast<double>(weight);
      }
      EXPECT_NEAR(sum, 0, 1e-5) << azimuth;
      EXPECT_NEAR(squares, 1, 1e-5) << azimuth;
    }
  // along grid north the strip stands upright; along 45° it runs to the upper right
  EXPECT_NEAR(oriented_kernel(0, 41, 1.5, 2).at(-15, 0), oriented_kernel(0, 41, 1.5, 2).at(0, 0), 1e-6);
  EXPECT_NEAR(oriented_kernel(9, 41, 1.5, 2).at(-10, 10), oriented_kernel(9, 41, 1.5, 2).at(0, 0), 1e-6);
}

TEST(Lineaments, OfATroughAreItsLengthAndAzimuth) {
  Picture ground = relief(300, 300, 5);
  EXPECT_TRUE(found_in(ground).empty()) << "lines out of nothing";
  dig(ground, 220, 80, 220 - 130 * std::cos(0.7), 80 + 130 * std::sin(0.7));  // 0.7 rad: 40.1°
  const auto rows = found_in(ground);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_NEAR(rows[0].values[0], 130 * 30, 8 * 30);
  EXPECT_NEAR(rows[0].values[1], 40.1, 1.5);
  EXPECT_GT(rows[0].values[2], 6);
  EXPECT_EQ(rows[0].values[3], 1);
  const auto& ends = rows[0].parts.at(0).vertices;
  const bool first_is_low = ends[0][1] < ends[1][1];
  EXPECT_NEAR(ends[first_is_low ? 0 : 1][0], 80.5, 5);
  EXPECT_NEAR(ends[first_is_low ? 0 : 1][1], -220.5, 5);
  EXPECT_TRUE(found_in(ground, {{"min_length_px", std::int64_t{200}}}).empty());
}

TEST(Lineaments, OfAScarpAreFoundAsOne) {
  Picture ground = relief(300, 300, 4);
  for (int row = 0; row < 300; ++row)
    for (int col = 0; col < 300; ++col)
      if (row > 60 && row < 240)
        ground.at(0, row, col) +=
            static_cast<float>(30 * std::tanh((col - 150.3) / 0.7) * std::exp(-std::abs(col - 150) / 25.0));
  const auto rows = found_in(ground, {{"kernel", std::string("scarp")}});
  ASSERT_GE(rows.size(), 1U);
  const auto longest = std::ranges::max_element(rows, {}, [](const FeatureRow& row) { return row.values[0]; });
  EXPECT_NEAR(longest->values[0], 180 * 30, 15 * 30);
  EXPECT_LT(std::min(longest->values[1], 180 - longest->values[1]), 2);
  for (const FeatureRow& row : rows) EXPECT_EQ(row.values[3], 2);
}

/// Across the seam of two blocks, with one thread and with three.
TEST(Lineaments, AreTheSameForAnyThreadsAndCrossSeams) {
  Picture ground = relief(120, 600, 5);
  dig(ground, 60, 380, 75, 560);
  const Step step = lineaments();
  const Request request = test::request_of(step, {{"kernel", std::string("trough")}}, 1, 30);
  std::vector<std::string> found;
  for (const int threads : {1, 3}) {
    Picture out(1, ground.rows, ground.cols);
    WholeIo io = test::whole_io(ground, out);
    io.threads = threads;
    std::string text;
    io.emit = [&text](const FeatureRow& row) {
      for (const double value : row.values) text += std::to_string(value) + " ";
      for (const auto& [x, y] : row.parts.at(0).vertices) text += std::to_string(x) + "," + std::to_string(y) + " ";
      text += "\n";
    };
    step.whole(request, {})(io);
    found.push_back(text);
  }
  EXPECT_EQ(found[0], found[1]);
  EXPECT_EQ(std::ranges::count(found[0], '\n'), 1) << found[0];
  EXPECT_NEAR(std::stod(found[0]), 180.6 * 30, 12 * 30);
}

TEST(Lineaments, AreNoneOnPlanesAndNoneAreToldOfMissingGround) {
  EXPECT_TRUE(found_in(Picture(1, 60, 60, 400)).empty());
  Picture slope(1, 60, 60);
  for (int row = 0; row < 60; ++row)
    for (int col = 0; col < 60; ++col) slope.at(0, row, col) = static_cast<float>(3 * row + 2 * col);
  for (const FeatureRow& row : found_in(slope)) EXPECT_TRUE(false) << row.values[0];
  Picture half = relief(100, 200, 6);
  for (int row = 0; row < 100; ++row)
    for (int col = 100; col < 200; ++col) half.at(0, row, col) = kMissing;
  const Step step = lineaments();
  const Picture out = test::run_step(step, test::request_of(step, {}, 1, 30), half);
  EXPECT_TRUE(std::isnan(out.at(0, 50, 150)));
  EXPECT_TRUE(std::isnan(out.at(0, 50, 98))) << "half of the ground around is missing";
  EXPECT_FALSE(std::isnan(out.at(0, 50, 70)));
  EXPECT_TRUE(found_in(half).empty()) << "the edge of missing ground is no line";
  EXPECT_TRUE(found_in(Picture(1, 40, 1, 5)).empty()) << "one pixel wide";
}

TEST(Lineaments, NeedSquarePixelsAndThresholdsInOrder) {
  const Step step = lineaments();
  Request request = test::request_of(step, {}, 1, 10);
  request.pixel_sizes = [](std::int64_t) { return PixelSize{10, 20}; };
  EXPECT_THROW(step.shape(request), Error);
  EXPECT_THROW(step.shape(test::request_of(step, {{"low", 7.0}}, 1, 10)), Error);
}

/// Peaks along a way of pixels, of one azimuth.
void add_peaks(std::vector<LinePeak>& peaks, int row, int col, int down, int right, int count, int azimuth,
               float response = 7) {
  for (int i = 0; i < count; ++i)
    peaks.push_back({row + i * down, col + i * right, response, static_cast<std::uint8_t>(azimuth)});
}

std::vector<LineSegment> segments_of(std::vector<LinePeak> peaks) {
  std::ranges::sort(
      peaks, [](const LinePeak& a, const LinePeak& b) { return a.row != b.row ? a.row < b.row : a.col < b.col; });
  return line_segments(peaks, {});
}

TEST(LineSegments, AreLinkedOverGapsSplitAtBendsAndDroppedWhereWeakOrShort) {
  std::vector<LinePeak> peaks;
  add_peaks(peaks, 10, 10, 0, 1, 30, 18);
  add_peaks(peaks, 10, 50, 0, 1, 30, 18);  // after a gap of 10
  auto found = segments_of(peaks);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].length_px(), 69, 1e-9);
  EXPECT_NEAR(found[0].azimuth_deg(), 90, 1e-9);
  peaks.clear();
  add_peaks(peaks, 10, 10, 0, 1, 30, 18);
  add_peaks(peaks, 10, 60, 0, 1, 30, 18);  // after one of 20
  EXPECT_EQ(segments_of(peaks).size(), 2U);
  peaks.clear();
  add_peaks(peaks, 10, 10, 0, 1, 40, 18);
  add_peaks(peaks, 11, 50, 1, 1, 40, 27);  // a bend of 45°: other azimuths, another chain
  EXPECT_EQ(segments_of(peaks).size(), 2U);
  peaks.clear();
  add_peaks(peaks, 10, 10, 0, 1, 40, 18, 5.4F);
  EXPECT_TRUE(segments_of(peaks).empty()) << "none stands out";
  peaks.clear();
  add_peaks(peaks, 10, 10, 0, 1, 12, 18);
  EXPECT_TRUE(segments_of(peaks).empty()) << "too short";
}

TEST(LineSegments, KnowHowMuchOfThemGoesAlongOthers) {
  const LineSegment line{10, 0, 10, 100, 7};
  EXPECT_NEAR(share_along(line, {{12, 0, 12, 49.9, 7}}, 3, 15), 0.52, 0.02);  // its end reaches √5 px further
  EXPECT_EQ(share_along(line, {{20, 0, 20, 100, 7}}, 3, 15), 0);
  EXPECT_EQ(share_along(line, {{0, 50, 20, 50, 7}}, 3, 15), 0) << "it crosses";
  EXPECT_EQ(share_along(line, {}, 3, 15), 0);
}

}  // namespace
}  // namespace greisen::terrain
