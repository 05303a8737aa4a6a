// SPDX-License-Identifier: Apache-2.0
#include "targets/percentile_rank.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "raster/for_each_tile.hpp"
#include "raster/tile.hpp"

namespace greisen::targets {
namespace {

constexpr std::int64_t kStripRows = 64;

/// Pixels by how many of the sorted scores they reach; the last number is of all judged ones.
using Counts = std::vector<std::int64_t>;

void count(const Window& strip, const WindowReader& score, const std::vector<double>& sorted, Counts& counts) {
  Tile tile(1, static_cast<int>(strip.rows), static_cast<int>(strip.cols));
  score(strip, tile.view());
  for (int row = 0; row < tile.view().rows; ++row)
    for (const float value : tile.view().row(0, row)) {
      if (std::isnan(value)) continue;
      ++counts.back();
      const auto reached = std::ranges::upper_bound(sorted, static_cast<double>(value)) - sorted.begin();
      if (reached > 0) ++counts[static_cast<std::size_t>(reached) - 1];
    }
}

}  // namespace

std::vector<double> percentile_ranks(const WindowReader& score, const Grid& grid, std::span<const double> scores,
                                     int threads) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::ranges::sort(sorted);
  std::vector<Counts> by_worker(static_cast<std::size_t>(threads), Counts(sorted.size() + 1));
  if (!sorted.empty())
    for_each_tile(
        (grid.rows + kStripRows - 1) / kStripRows, threads,
        [&](int worker, std::int64_t number) {
          const Window strip = Window{0, number * kStripRows, grid.cols, kStripRows}.intersected(grid.window());
          count(strip, score, sorted, by_worker[static_cast<std::size_t>(worker)]);
        },
        [] { return true; });
  Counts all(sorted.size() + 1);
  for (const Counts& counts : by_worker)
    for (std::size_t i = 0; i < all.size(); ++i) all[i] += counts[i];
  for (std::size_t i = sorted.size(); i > 1; --i)
    all[i - 2] += all[i - 1];  // those that reach one reach the lower ones
  std::vector<double> percents;
  percents.reserve(scores.size());
  for (const double one : scores) {
    const auto place = static_cast<std::size_t>(std::ranges::lower_bound(sorted, one) - sorted.begin());
    percents.push_back(all.back() > 0 ? 100.0 * static_cast<double>(all[place]) / static_cast<double>(all.back())
                                      : std::numeric_limits<double>::quiet_NaN());
  }
  return percents;
}

}  // namespace greisen::targets
