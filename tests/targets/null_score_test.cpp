// SPDX-License-Identifier: Apache-2.0
#include "targets/null_score.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "raster/tile.hpp"
#include "targets/cluster.hpp"

namespace greisen::targets {
namespace {

constexpr int kSide = 200;

/// Smooth noise of two evidences that go together, as memberships `large` of spread 5; a thin line where asked for.
struct Country {
  std::uint64_t seed = 1;
  bool line = false;

  [[nodiscard]] double noise(std::int64_t row, std::int64_t col, std::uint64_t which) const {
    double sum = 0;
    for (int dy = -2; dy <= 2; ++dy)
      for (int dx = -2; dx <= 2; ++dx)
        for (std::uint64_t part = 0; part < 3; ++part)
          sum += unit_random(seed * 8 + which * 4 + part, row + dy, col + dx) - 0.5;
    return sum / std::sqrt(75.0 / 12);
  }

  [[nodiscard]] float membership(int layer, std::int64_t row, std::int64_t col) const {
    double value = 0.5 + 0.08 * (noise(row, col, 0) + 0.5 * noise(row, col, 1 + static_cast<std::uint64_t>(layer)));
    if (line && std::abs(row - 100) <= 1 && col > 80 && col < 120) value += 0.6;
    const double odds = std::pow(std::max(value, 0.0) / 0.7, 5);
    return static_cast<float>(odds / (1 + odds));
  }
};

float mean_of_two(float a, float b) { return std::sqrt(a * b); }

NullRequest request_of(const Country& country) {
  NullRequest request;
  request.extract.model = "test";
  request.extract.grid = {"", 0, 0, 10, 10, kSide, kSide};
  request.extract.min_pixels = 3;
  request.extract.evidence_names = {{"a", "f"}, {"b", "f"}};
  request.extract.evidence = [country](const Window& window, TileView out) {
    for (int layer = 0; layer < 2; ++layer)
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          out.at(layer, row, col) = country.membership(layer, window.row + row, window.col + col);
  };
  request.extract.reasons = [](const Window& window, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) out.at(0, row, col) = window.row + row < 20 ? 2.0F : 0.0F;  // a cloud
  };
  request.combine = [](ConstTileView evidence, TileView score) {
    for (int row = 0; row < score.rows; ++row)
      for (int col = 0; col < score.cols; ++col)
        score.at(0, row, col) = mean_of_two(evidence.at(0, row, col), evidence.at(1, row, col));
  };
  return request;
}

/// The best cluster of the country itself, found as the surrogates' are.
double best_target(const NullRequest& null) {
  Tile evidence(2, kSide, kSide);
  Tile score(1, kSide, kSide);
  Tile reasons(1, kSide, kSide);
  null.extract.evidence({0, 0, kSide, kSide}, evidence.view());
  null.extract.reasons({0, 0, kSide, kSide}, reasons.view());
  null.combine(std::as_const(evidence).view(), score.view());
  std::vector<float> judged;
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col < kSide; ++col)
      if (reasons.view().at(0, row, col) == 0)
        judged.push_back(score.view().at(0, row, col));
      else
        score.view().at(0, row, col) = kMissing;
  std::ranges::sort(judged);
  ExtractRequest extract = null.extract;
  extract.threshold = static_cast<double>(judged[judged.size() - judged.size() / 100]);
  extract.score = [&](const Window& window, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col)
        out.at(0, row, col) =
            score.view().at(0, static_cast<int>(window.row) + row, static_cast<int>(window.col) + col);
  };
  const FoundClusters found = find_clusters(extract);
  return found.clusters.empty() ? 0 : found.clusters.front().score;
}

TEST(NullScore, IsNotExceededByNoiseAndIsByWhatWasPlanted) {
  int exceeded = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const NullRequest noise = request_of({seed, false});
    exceeded += best_target(noise) > null_score(noise).score ? 1 : 0;
    const NullRequest planted = request_of({seed, true});
    EXPECT_GT(best_target(planted), null_score(planted).score) << seed;
  }
  EXPECT_LE(exceeded, 2) << "of six; one in twenty is what the quantile allows in the long run";
}

TEST(NullScore, IsTheSameForAnyNumberOfThreadsAndAnotherForAnotherSeed) {
  NullRequest request = request_of({3, true});
  const NullScore one = null_score(request);
  request.threads = 2;
  const NullScore two = null_score(request);
  EXPECT_EQ(one.maxima, two.maxima);
  EXPECT_EQ(one.score, two.score);
  EXPECT_EQ(one.maxima.size(), static_cast<std::size_t>(NullScore::kSurrogates));
  request.seed = 43;
  EXPECT_NE(null_score(request).maxima, one.maxima);
}

TEST(NullScore, LeavesMappedEvidenceAsItIs) {
  NullRequest request = request_of({4, true});
  const double free = null_score(request).score;
  request.extract.evidence_names = {{"a", "f", true}, {"b", "f", true}};
  const NullScore fixed = null_score(request);
  EXPECT_EQ(fixed.maxima.front(), fixed.maxima.back()) << "nothing is left to chance";
  EXPECT_GT(fixed.score, free) << "the line that was planted is in every surrogate";
}

TEST(NullScore, RisesWithTheQuantile) {
  NullRequest request = request_of({2, false});
  request.quantile = 0.5;
  const double middle = null_score(request).score;
  request.quantile = 0.99;
  EXPECT_GT(null_score(request).score, middle);
}

TEST(NullScore, IsUnknownOnTooLittleGround) {
  NullRequest request = request_of({1, false});
  request.extract.grid.cols = 40;
  EXPECT_TRUE(std::isnan(null_score(request).score));
  request = request_of({1, false});
  request.extract.reasons = [](const Window&, TileView out) {
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(0, row), 2.0F);
  };
  EXPECT_TRUE(std::isnan(null_score(request).score));
}

}  // namespace
}  // namespace greisen::targets
