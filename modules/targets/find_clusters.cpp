// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "raster/row_clusters.hpp"
#include "targets/cluster.hpp"

namespace greisen::targets {
namespace {

constexpr std::int64_t kStripRows = 128;

struct ScoreRun : PixelRun {
  double sum = 0;
};

/// A cluster while its rows come in. Runs of joined clusters come out of order and are sorted at the end.
struct Gathered {
  using Run = ScoreRun;
  std::vector<geo::RowRun> runs;
  std::int64_t pixels = 0;
  double sum = 0;

  void add(std::int64_t row, const ScoreRun& run) {
    runs.push_back({row, run.begin, run.end});
    pixels += run.end - run.begin;
    sum += run.sum;
  }
  void join(Gathered&& other) {
    runs.insert(runs.end(), other.runs.begin(), other.runs.end());
    pixels += other.pixels;
    sum += other.sum;
  }
};

Cluster ground_of(Gathered&& gathered) {
  Cluster ground{std::move(gathered.runs), gathered.pixels, gathered.sum / static_cast<double>(gathered.pixels), {}};
  std::ranges::sort(ground.runs);
  std::int64_t left = std::numeric_limits<std::int64_t>::max();
  std::int64_t right = 0;
  for (const geo::RowRun& run : ground.runs) {
    left = std::min(left, run.begin);
    right = std::max(right, run.end);
  }
  const std::int64_t top = ground.runs.front().row;
  ground.box = {left, top, right - left, ground.runs.back().row + 1 - top};
  return ground;
}

/// Keeps the best clusters; what falls out never comes back, since later ones only push others out.
class Best {
 public:
  explicit Best(const ExtractRequest& request) : request_(request) {}

  void take(Gathered&& gathered) {
    if (gathered.pixels < request_.min_pixels) {
      ++result_.too_small;
      runs_held_ -= gathered.runs.size();
      return;
    }
    ++result_.found;
    result_.clusters.push_back(ground_of(std::move(gathered)));
    if (result_.clusters.size() >= 2 * request_.most + 64) cut();
  }

  void note_runs(std::size_t count) {
    runs_held_ += count;
    if (runs_held_ > kMostRuns)
      throw Error({"E4230",
                   "more than " + std::to_string(kMostRuns) + " runs of pixels of the model " + request_.model +
                       " lie above the threshold",
                   {},
                   "raise the threshold"});
  }

  FoundClusters finish() {
    cut();
    return std::move(result_);
  }

 private:
  void cut() {
    std::ranges::sort(result_.clusters, is_better);
    while (result_.clusters.size() > request_.most) {
      runs_held_ -= result_.clusters.back().runs.size();
      result_.clusters.pop_back();
    }
  }

  const ExtractRequest& request_;
  FoundClusters result_;
  std::size_t runs_held_ = 0;
};

void runs_of(std::span<const float> row, double threshold, std::vector<ScoreRun>& runs) {
  runs.clear();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!(static_cast<double>(row[i]) >= threshold)) continue;
    ScoreRun run;
    run.begin = static_cast<std::int64_t>(i);
    for (; i < row.size() && static_cast<double>(row[i]) >= threshold; ++i) run.sum += static_cast<double>(row[i]);
    run.end = static_cast<std::int64_t>(i);
    runs.push_back(run);
  }
}

}  // namespace

bool is_better(const Cluster& a, const Cluster& b) {
  return a.score != b.score ? a.score > b.score : a.runs.front() < b.runs.front();
}

FoundClusters find_clusters(const ExtractRequest& request) {
  Best best(request);
  RowClusters<Gathered> clusters(true, [&](Gathered&& one) { best.take(std::move(one)); });
  std::vector<ScoreRun> runs;
  Tile strip;
  const Grid& grid = request.grid;
  for (std::int64_t top = 0; top < grid.rows; top += kStripRows) {
    const Window window{0, top, grid.cols, std::min(kStripRows, grid.rows - top)};
    strip.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    request.score(window, strip.view());
    for (int row = 0; row < static_cast<int>(window.rows); ++row) {
      runs_of(strip.view().row(0, row), request.threshold, runs);
      best.note_runs(runs.size());
      clusters.add_row(top + row, runs);
    }
  }
  clusters.finish();
  return best.finish();
}

}  // namespace greisen::targets
