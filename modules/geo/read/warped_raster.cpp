// SPDX-License-Identifier: Apache-2.0
#include "geo/read/warped_raster.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "geo/read/band_source.hpp"
#include "geo/read/source_reader.hpp"

namespace greisen::geo {
namespace {

/// Windows of the target in pixels of an aligned or warped group's source.
std::vector<Window> needed_pixels(const SourcePlan& plan, const SourceGroup& group, std::span<const Window> windows) {
  std::vector<Window> needed;
  needed.reserve(windows.size());
  const Window whole = {0, 0, group.grid.cols, group.grid.rows};
  if (group.aligned) {
    for (const Window& window : windows) {
      const Window inside = window.intersected(plan.target.window());
      needed.push_back(
          Window{inside.col + group.col_shift, inside.row + group.row_shift, inside.cols, inside.rows}.intersected(
              whole));
    }
    return needed;
  }
  WarpLattice lattice(group.grid, plan.target, plan.target_crs);
  for (const Window& window : windows) needed.push_back(lattice.footprint(window.intersected(plan.target.window())));
  return needed;
}

/// Adds the plane to a source that is decoded anyway, or makes a new one.
PassPlane place_plane(PassSources& pass, const SourcePlane& plane, int group) {
  const BlockSource& wanted = plane.blocks;
  for (std::size_t i = 0; i < pass.sources.size(); ++i) {
    BlockSource& source = pass.sources[i];
    if (source.path != wanted.path || source.of_masks != wanted.of_masks ||
        pass.group_of_layout[static_cast<std::size_t>(source.layout)] != group)
      continue;
    const auto same = std::ranges::find(source.bands, wanted.bands.front());
    if (same == source.bands.end() && !(plane.interleaved && source.type == wanted.type)) continue;
    const int number = static_cast<int>(same - source.bands.begin());
    if (same == source.bands.end()) source.bands.push_back(wanted.bands.front());
    return {static_cast<int>(i), number};
  }
  BlockSource source = wanted;
  const auto fits = [&](int other_index) {
    const BlockSource& other = pass.sources[static_cast<std::size_t>(other_index)];
    return pass.group_of_layout[static_cast<std::size_t>(other.layout)] == group &&
           other.block_cols == source.block_cols && other.block_rows == source.block_rows;
  };
  const auto layout = std::ranges::find_if(pass.source_of_layout, fits);
  source.layout = static_cast<int>(layout - pass.source_of_layout.begin());
  const int index = static_cast<int>(pass.sources.size());
  if (layout == pass.source_of_layout.end()) {
    pass.source_of_layout.push_back(index);
    pass.group_of_layout.push_back(group);
  }
  pass.sources.push_back(std::move(source));
  return {index, 0};
}

PassLayer place_layer(PassSources& pass, const SourcePlan& plan, int band_index) {
  const SourceBand& band = plan.bands[static_cast<std::size_t>(band_index)];
  PassLayer layer{band_index, place_plane(pass, band.plane, band.group), {}};
  for (const SourceMask& mask : band.masks) layer.masks.push_back(place_plane(pass, mask.plane, band.group));
  return layer;
}

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

}  // namespace

BlockRange PassSources::blocks(int layout, std::size_t window) const {
  const auto l = static_cast<std::size_t>(layout);
  const auto& windows = needed[static_cast<std::size_t>(group_of_layout[l])];
  return blocks_of(sources[static_cast<std::size_t>(source_of_layout[l])], windows[window]);
}

PassSources pass_sources(const SourcePlan& plan, const PassRequest& request) {
  PassSources pass;
  for (const int layer : request.layers) pass.layers.push_back(place_layer(pass, plan, layer));
  pass.needed.resize(plan.groups.size());
  for (const int group : pass.group_of_layout) {
    auto& needed = pass.needed[static_cast<std::size_t>(group)];
    if (needed.empty()) needed = needed_pixels(plan, plan.groups[static_cast<std::size_t>(group)], request.windows);
  }
  return pass;
}

ReadSession::ReadSession(std::shared_ptr<const SourcePlan> planned, const PassRequest& request)
    : plan(std::move(planned)),
      sources(pass_sources(*plan, request)),
      store(sources.sources, request.store_bytes, request.counters) {
  for (std::size_t i = 0; i < request.windows.size(); ++i) {
    if (!index_of_window.emplace(request.windows[i], i).second) continue;
    for (std::size_t layout = 0; layout < sources.group_of_layout.size(); ++layout) {
      store.expect(static_cast<int>(layout), sources.blocks(static_cast<int>(layout), i));
    }
  }
}

void ReadSession::done(const Window& window) {
  const auto found = index_of_window.find(window);
  if (found == index_of_window.end()) return;
  for (std::size_t layout = 0; layout < sources.group_of_layout.size(); ++layout) {
    store.done(static_cast<int>(layout), sources.blocks(static_cast<int>(layout), found->second));
  }
}

Raster raster_of(std::vector<BandSource> bands, const Grid& target) {
  const auto plan = std::make_shared<const SourcePlan>(plan_sources(bands, target));
  for (const SourceGroup& group : plan->groups) {
    // finds out now, and not in the middle of a pass, whether the CRSs can be transformed
    if (!group.aligned) static_cast<void>(WarpLattice(group.grid, plan->target, plan->target_crs));
  }
  Raster raster;
  raster.grid = target;
  for (BandSource& band : bands) raster.layers.push_back(std::move(band.layer));
  raster.open = [plan](const PassRequest& request) { return open_readers(plan, request); };
  raster.cost = [plan](const PassRequest& request) { return cost_of(*plan, request); };
  return raster;
}

}  // namespace greisen::geo
