// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "targets/cluster.hpp"

namespace greisen::targets {
namespace {

/// One ground for each letter; its pixels are runs of it.
std::vector<Cluster> drawn(const std::vector<std::string>& rows) {
  std::vector<Cluster> clusters;
  for (const char letter : std::string("abcdef")) {
    Cluster ground;
    std::int64_t left = 1000;
    std::int64_t right = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto begin = rows[row].find(letter);
      if (begin == std::string::npos) continue;
      const geo::RowRun run{static_cast<std::int64_t>(row), static_cast<std::int64_t>(begin),
                            static_cast<std::int64_t>(rows[row].rfind(letter)) + 1};
      ground.runs.push_back(run);
      ground.pixels += run.end - run.begin;
      left = std::min(left, run.begin);
      right = std::max(right, run.end);
    }
    if (ground.runs.empty()) continue;
    const std::int64_t top = ground.runs.front().row;
    ground.box = {left, top, right - left, ground.runs.back().row + 1 - top};
    ground.score = letter == 'a' ? 0.9 : 0.6;
    clusters.push_back(std::move(ground));
  }
  return clusters;
}

/// Pixels of 10 m; how many pixels each target has.
std::vector<std::int64_t> joined(const std::vector<std::string>& rows, double gap_m = 40) {
  std::vector<std::int64_t> sizes;
  for (const Cluster& ground : join_in_line(drawn(rows), gap_m, 10, 10)) sizes.push_back(ground.pixels);
  return sizes;
}

using Sizes = std::vector<std::int64_t>;

TEST(JoinInLine, PiecesThatGoOnAreOne) {
  EXPECT_EQ(joined({"aaaaa...bbbbb...ccccc"}), Sizes{15});
  EXPECT_EQ(joined({"aaaaa......bbbbb"}), (Sizes{5, 5})) << "60 m between them";
}

TEST(JoinInLine, ALineWithABendOfAFewDegreesIsOne) {
  EXPECT_EQ(joined({"aaaaaaaaa.............", "............bbbbbb....", "..................bbbb"}), Sizes{19});
}

TEST(JoinInLine, ARoundPieceOnTheAxisBelongsToTheLine) {
  EXPECT_EQ(joined({"..........", "aaaaaa..bb", "aaaaaa..bb"}), Sizes{16});
  EXPECT_EQ(joined({"........bb", "........bb", "..........", "aaaaaa....", "aaaaaa...."}), (Sizes{12, 4}))
      << "off the axis";
}

TEST(JoinInLine, ParallelAndCrossingLinesStayApart) {
  EXPECT_EQ(joined({"aaaaaaaa", "........", "........", "bbbbbbbb"}), (Sizes{8, 8}));
  EXPECT_EQ(joined({"aaaaaa..b", "........b", "........b", "........b", "........b"}), (Sizes{6, 5}));
}

TEST(JoinInLine, RoundPiecesAreNoLine) { EXPECT_EQ(joined({"aa..bb", "aa..bb"}), (Sizes{4, 4})); }

TEST(JoinInLine, GivesTheMeanScoreTheBoxAndTheOrder) {
  const auto clusters = join_in_line(drawn({"bbbbb...aaaaa", ".............", "............."}), 40, 10, 10);
  ASSERT_EQ(clusters.size(), 1U);
  EXPECT_NEAR(clusters.front().score, 0.75, 1e-12);
  EXPECT_EQ(clusters.front().box, (Window{0, 0, 13, 1}));
  EXPECT_TRUE(std::ranges::is_sorted(clusters.front().runs));
}

}  // namespace
}  // namespace greisen::targets
