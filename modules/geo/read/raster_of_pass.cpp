// SPDX-License-Identifier: Apache-2.0
#include "geo/read/raster_of_pass.hpp"

#include <algorithm>
#include <utility>

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

Pass::Pass(std::shared_ptr<const SourcePlan> planned, const PassRequest& request)
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

void Pass::done(const Window& window) {
  const auto found = index_of_window.find(window);
  if (found == index_of_window.end()) return;
  for (std::size_t layout = 0; layout < sources.group_of_layout.size(); ++layout) {
    store.done(static_cast<int>(layout), sources.blocks(static_cast<int>(layout), found->second));
  }
}

}  // namespace greisen::geo
