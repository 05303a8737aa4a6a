// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "targets/cluster.hpp"

namespace greisen::targets {
namespace {

constexpr std::int64_t kBlockRows = 128;
constexpr std::int64_t kBlockCols = 2048;

struct OwnedRun {
  geo::RowRun run;
  std::size_t ground = 0;
};

/// Sums of all clusters; blocks are visited by rows, then columns, so the order of adding is the same always.
struct Sums {
  std::size_t layers = 0;
  std::vector<double> evidence;      ///< [ground][layer]
  std::vector<std::int64_t> known;   ///< [ground][layer]
  std::vector<std::int64_t> judged;  ///< [ground]
  std::vector<std::int64_t> seen;    ///< [ground]: pixels of the grown box inside the grid
};

Window grown_box(const Cluster& ground, const Grid& grid) { return ground.box.expanded(1).intersected(grid.window()); }

std::vector<OwnedRun> sorted_runs(const std::vector<Cluster>& clusters) {
  std::vector<OwnedRun> runs;
  for (std::size_t ground = 0; ground < clusters.size(); ++ground)
    for (const geo::RowRun& run : clusters[ground].runs) runs.push_back({run, ground});
  std::ranges::sort(runs, {}, &OwnedRun::run);
  return runs;
}

void add_evidence(const ConstTileView& pixels, const Window& block, const OwnedRun& owned, Sums& sums) {
  const std::int64_t first = std::max(owned.run.begin, block.col);
  const std::int64_t last = std::min(owned.run.end, block.col + block.cols);
  for (std::size_t layer = 0; layer < sums.layers; ++layer) {
    const std::size_t at = owned.ground * sums.layers + layer;
    const auto row = pixels.row(static_cast<int>(layer), static_cast<int>(owned.run.row - block.row));
    for (std::int64_t col = first; col < last; ++col) {
      const float value = row[static_cast<std::size_t>(col - block.col)];
      if (std::isnan(value)) continue;
      sums.evidence[at] += static_cast<double>(value);
      ++sums.known[at];
    }
  }
}

void look_at_evidence(const ExtractRequest& request, const std::vector<Cluster>& clusters, Sums& sums) {
  const std::vector<OwnedRun> runs = sorted_runs(clusters);
  const Window all = request.grid.window();
  Tile tile;
  for (std::size_t first = 0; first < runs.size();) {
    const std::int64_t top = runs[first].run.row / kBlockRows * kBlockRows;
    std::size_t end = first;
    while (end < runs.size() && runs[end].run.row < top + kBlockRows) ++end;
    for (std::int64_t left = 0; left < all.cols; left += kBlockCols) {
      const Window block = Window{left, top, kBlockCols, kBlockRows}.intersected(all);
      const auto inside = [&](const OwnedRun& owned) {
        return owned.run.begin < block.col + block.cols && owned.run.end > block.col;
      };
      const auto here = std::span(runs).subspan(first, end - first);
      if (std::ranges::none_of(here, inside)) continue;
      tile.reshape(static_cast<int>(sums.layers), static_cast<int>(block.rows), static_cast<int>(block.cols));
      request.evidence(block, tile.view());
      for (const OwnedRun& owned : here)
        if (inside(owned)) add_evidence(tile.view(), block, owned, sums);
    }
    first = end;
  }
}

void add_reasons(const ConstTileView& pixels, const Window& part, const Window& block, std::size_t ground, Sums& sums) {
  sums.seen[ground] += part.pixels();
  for (std::int64_t row = part.row; row < part.row + part.rows; ++row) {
    const auto reasons =
        pixels.row(0, static_cast<int>(row - block.row))
            .subspan(static_cast<std::size_t>(part.col - block.col), static_cast<std::size_t>(part.cols));
    sums.judged[ground] += std::ranges::count(reasons, 0.0F);
  }
}

void look_at_reasons(const ExtractRequest& request, const std::vector<Cluster>& clusters, Sums& sums) {
  const Window all = request.grid.window();
  std::vector<std::size_t> by_top(clusters.size());
  for (std::size_t i = 0; i < by_top.size(); ++i) by_top[i] = i;
  std::ranges::stable_sort(by_top, {}, [&](std::size_t i) { return clusters[i].box.row; });
  std::vector<std::size_t> open;
  std::size_t next = 0;
  Tile tile;
  for (std::int64_t top = 0; top < all.rows; top += kBlockRows) {
    while (next < by_top.size() && clusters[by_top[next]].box.row - 1 < top + kBlockRows)
      open.push_back(by_top[next++]);
    std::erase_if(open, [&](std::size_t i) { return clusters[i].box.row + clusters[i].box.rows + 1 <= top; });
    for (std::int64_t left = 0; left < all.cols; left += kBlockCols) {
      const Window block = Window{left, top, kBlockCols, kBlockRows}.intersected(all);
      const auto part_of = [&](std::size_t i) { return grown_box(clusters[i], request.grid).intersected(block); };
      if (std::ranges::all_of(open, [&](std::size_t i) { return part_of(i).empty(); })) continue;
      tile.reshape(1, static_cast<int>(block.rows), static_cast<int>(block.cols));
      request.reasons(block, tile.view());
      for (const std::size_t ground : open)
        if (const Window part = part_of(ground); !part.empty()) add_reasons(tile.view(), part, block, ground, sums);
    }
  }
}

}  // namespace

std::vector<ClusterFacts> zonal_statistics(const ExtractRequest& request, const std::vector<Cluster>& clusters) {
  Sums sums;
  sums.layers = request.evidence ? request.evidence_names.size() + request.marks + (request.strength ? 1 : 0) +
                                       (request.spread ? 1 : 0)
                                 : 0;
  sums.evidence.resize(clusters.size() * sums.layers);
  sums.known.resize(sums.evidence.size());
  sums.judged.resize(clusters.size());
  sums.seen.resize(clusters.size());
  if (sums.layers > 0) look_at_evidence(request, clusters, sums);
  if (request.reasons) look_at_reasons(request, clusters, sums);
  std::vector<ClusterFacts> facts(clusters.size());
  for (std::size_t ground = 0; ground < clusters.size(); ++ground) {
    for (std::size_t at = ground * sums.layers; at < (ground + 1) * sums.layers; ++at)
      facts[ground].evidence_mean.push_back(sums.known[at] > 0 ? sums.evidence[at] / static_cast<double>(sums.known[at])
                                                               : Target::kUnknown);
    const auto take_last = [&, &means = facts[ground].evidence_mean](bool there, double& to) {
      if (!there || sums.layers == 0) return;
      to = means.back();
      means.pop_back();
    };
    take_last(request.spread, facts[ground].spread);
    take_last(request.strength, facts[ground].strength);
    if (request.marks > 0 && sums.layers > 0) {
      auto& means = facts[ground].evidence_mean;
      const auto first = means.end() - static_cast<std::ptrdiff_t>(request.marks);
      facts[ground].marks.assign(first, means.end());
      means.erase(first, means.end());
    }
    if (sums.seen[ground] > 0)
      facts[ground].judged_share = static_cast<double>(sums.judged[ground]) / static_cast<double>(sums.seen[ground]);
  }
  return facts;
}

}  // namespace greisen::targets
