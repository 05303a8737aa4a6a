// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "geo/read/raster_of_pass.hpp"
#include "geo/read/raster_of_reader.hpp"

namespace greisen::geo {
namespace {

/// Nanoseconds of one core for one target pixel of one band, without decoding; measured, for plans only.
double kernel_ns(Resampling resampling) {
  switch (resampling) {
    case Resampling::nearest:
      return 3;
    case Resampling::bilinear:
      return 5;
    case Resampling::cubic:
      return 6;
    case Resampling::average:
    case Resampling::classes:
      return 15;
  }
  return 0;
}
constexpr double kCopyNs = 1;

/// First and last window (in order) that need a block.
struct Life {
  std::size_t first = 0;
  std::size_t last = 0;
};
using Lives = std::map<std::pair<std::int64_t, std::int64_t>, Life>;

Lives lives_of(const PassSources& pass, int layout, std::size_t windows) {
  Lives lives;
  for (std::size_t i = 0; i < windows; ++i) {
    const BlockRange range = pass.blocks(layout, i);
    for (std::int64_t row = range.first_row; row < range.end_row; ++row) {
      for (std::int64_t col = range.first_col; col < range.end_col; ++col) {
        lives.try_emplace({row, col}, Life{i, i}).first->second.last = i;
      }
    }
  }
  return lives;
}

/// Columns of the target that a block of the layout spans, judged by the widest window.
double target_cols_of_block(const PassSources& pass, int layout, std::span<const Window> windows) {
  const auto l = static_cast<std::size_t>(layout);
  const auto& needed = pass.needed[static_cast<std::size_t>(pass.group_of_layout[l])];
  std::int64_t there = 0;
  std::int64_t here = 0;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (needed[i].cols <= there) continue;
    there = needed[i].cols;
    here = windows[i].cols;
  }
  const int block_cols = pass.sources[static_cast<std::size_t>(pass.source_of_layout[l])].block_cols;
  return there == 0 ? 0 : static_cast<double>(block_cols) * static_cast<double>(here) / static_cast<double>(there);
}

double decode_seconds(const SourcePlan& plan, const PassSources& pass, int source, std::size_t blocks) {
  double ns = 0;
  for (const PassLayer& layer : pass.layers) {
    const SourceBand& band = plan.bands[static_cast<std::size_t>(layer.band)];
    if (layer.values.source == source) ns = band.plane.decode_ns;
    for (std::size_t i = 0; i < layer.masks.size(); ++i)
      if (layer.masks[i].source == source) ns = band.masks[i].plane.decode_ns;
  }
  const BlockSource& from = pass.sources[static_cast<std::size_t>(source)];
  return ns * 1e-9 * static_cast<double>(from.plane_pixels() * from.bands.size() * blocks);
}

double kernel_seconds(const SourcePlan& plan, const PassRequest& request) {
  double pixels = 0;
  for (const Window& window : request.windows) {
    pixels += static_cast<double>(window.intersected(plan.target.window()).pixels());
  }
  double ns = 0;
  for (const int layer : request.layers) {
    const SourceBand& band = plan.bands[static_cast<std::size_t>(layer)];
    ns += plan.groups[static_cast<std::size_t>(band.group)].aligned ? kCopyNs : kernel_ns(band.resampling);
  }
  return pixels * ns * 1e-9;
}

}  // namespace

ReadCost cost_of(const SourcePlan& plan, const PassRequest& request) {
  const PassSources pass = pass_sources(plan, request);
  const std::size_t windows = request.windows.size();
  const auto in_flight = static_cast<std::size_t>(std::max(request.threads, 1));
  ReadCost cost;
  std::vector<std::size_t> born(windows + 1);
  std::vector<std::size_t> gone(windows + in_flight + 1);
  for (std::size_t layout = 0; layout < pass.group_of_layout.size(); ++layout) {
    cost.block_cols = std::max(cost.block_cols, target_cols_of_block(pass, static_cast<int>(layout), request.windows));
    const Lives lives = lives_of(pass, static_cast<int>(layout), windows);
    for (std::size_t i = 0; i < pass.sources.size(); ++i) {
      const BlockSource& source = pass.sources[i];
      if (source.layout != static_cast<int>(layout)) continue;
      cost.blocks += lives.size() * source.bands.size();
      cost.decoded_bytes += lives.size() * source.bytes();
      cost.seconds += decode_seconds(plan, pass, static_cast<int>(i), lives.size());
      for (const auto& [place, life] : lives) {
        born[life.first] += source.bytes();
        gone[life.last + in_flight] += source.bytes();
      }
    }
  }
  std::size_t live = 0;
  for (std::size_t i = 0; i < windows; ++i) {
    live = live + born[i] - gone[i];
    cost.store_bytes = std::max(cost.store_bytes, live);
  }
  cost.reader_bytes = SourceReader::working_bytes();
  cost.seconds += kernel_seconds(plan, request);
  return cost;
}

}  // namespace greisen::geo
