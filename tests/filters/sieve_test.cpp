// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;

std::string sieved(const char* drawing, test::Arguments arguments) {
  return test::run_step(sieve(), std::move(arguments), Picture(drawing)).drawn();
}

TEST(Sieve, RemovesClustersBelowTheLeastSize) {
  EXPECT_EQ(sieved(R"(
      1 1 0 0 2
      0 1 0 0 2
      0 0 0 1 .
      1 0 0 0 1)",
                   {{"min_pixels", std::int64_t{3}}}),
            even(R"(
      1 1 0 0 0
      0 1 0 0 0
      0 0 0 0 .
      0 0 0 0 0)"));
}

TEST(Sieve, PixelsThatShareACornerAreNeighboursOnlyUnderEight) {
  const char* const stairs = R"(
      1 0 0
      0 1 0
      0 0 1)";
  EXPECT_EQ(sieved(stairs, {{"min_pixels", std::int64_t{3}}}), even(stairs));
  EXPECT_EQ(sieved(stairs, {{"min_pixels", std::int64_t{3}}, {"connect", std::string("4")}, {"fill", 9.0}}), even(R"(
      9 0 0
      0 9 0
      0 0 9)"));
}

TEST(Sieve, ArmsThatMeetFurtherDownAreOneCluster) {
  const char* const cup = R"(
      1 0 1 0 1
      1 0 1 0 1
      1 1 0 1 1
      0 1 1 1 0)";
  EXPECT_EQ(sieved(cup, {{"min_pixels", std::int64_t{12}}, {"connect", std::string("4")}}), even(R"(
      0 0 0 0 0
      0 0 0 0 0
      0 0 0 0 0
      0 0 0 0 0)"));
  EXPECT_EQ(sieved(cup, {{"min_pixels", std::int64_t{13}}}), even(cup));
}

TEST(Sieve, LongClustersStayWhateverTheirSize) {
  EXPECT_EQ(sieved(R"(
      1 1 1 1 0 1
      0 0 0 0 0 1)",
                   {{"min_pixels", std::int64_t{100}}, {"keep_length_px", std::int64_t{4}}}),
            even(R"(
      1 1 1 1 0 0
      0 0 0 0 0 0)"));
}

/// Sizes by flood, pixel after pixel.
Picture by_flood(const Picture& in, std::int64_t least) {
  Picture out = in;
  std::vector<char> seen(in.pixels.size());
  for (int row = 0; row < in.rows; ++row)
    for (int col = 0; col < in.cols; ++col) {
      const float value = in.at(0, row, col);
      std::vector<std::pair<int, int>> cluster = {{row, col}};
      const auto mark = [&](int r, int c) -> char& { return seen[static_cast<std::size_t>(r * in.cols + c)]; };
      if (mark(row, col) != 0 || !(value > 0)) continue;
      mark(row, col) = 1;
      for (std::size_t i = 0; i < cluster.size(); ++i)
        for (int r = std::max(0, cluster[i].first - 1); r <= std::min(in.rows - 1, cluster[i].first + 1); ++r)
          for (int c = std::max(0, cluster[i].second - 1); c <= std::min(in.cols - 1, cluster[i].second + 1); ++c)
            if (mark(r, c) == 0 && in.at(0, r, c) == value) mark(r, c) = 1, cluster.emplace_back(r, c);
      if (static_cast<std::int64_t>(cluster.size()) < least)
        for (const auto& [r, c] : cluster) out.at(0, r, c) = 0;
    }
  return out;
}

TEST(Sieve, AgreesWithAFloodOnNoise) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    Picture in = test::random_picture(1, 300, 211, seed, 0, 1);
    for (float& x : in.pixels) x = std::floor(x * 3);
    for (const std::int64_t least : {2, 5, 40})
      EXPECT_TRUE(test::same_bits(test::run_step(sieve(), {{"min_pixels", least}}, in), by_flood(in, least)))
          << "seed " << seed << ", " << least << " pixels";
  }
}

}  // namespace
}  // namespace greisen::filters
