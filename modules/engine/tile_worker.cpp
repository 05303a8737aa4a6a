// SPDX-License-Identifier: Apache-2.0
#include "engine/tile_worker.hpp"

#include <algorithm>
#include <cstring>

namespace greisen {

TileWorker::TileWorker(const Graph& graph, const StageList& list, std::vector<std::unique_ptr<TileReader>> readers,
                       std::vector<const Scratch*> stores)
    : graph_(graph),
      list_(list),
      readers_(std::move(readers)),
      stores_(std::move(stores)),
      tiles_(list.stages.size()),
      rooms_(list.stages.size()) {}

void TileWorker::compute(const Window& tile) {
  window_ = tile;
  for (std::size_t stage = 0; stage < list_.stages.size(); ++stage) fill(stage);
}

void TileWorker::fill(std::size_t number) {
  const Stage& stage = list_.stages[number];
  const Window window = window_.expanded(stage.grow_px);
  Tile& tile = tiles_[number];
  tile.reshape(static_cast<int>(stage.layers.size()), static_cast<int>(window.rows), static_cast<int>(window.cols));
  switch (stage.from) {
    case Stage::From::raster:
      readers_[static_cast<std::size_t>(stage.reader)]->read(window, tile.view());
      return;
    case Stage::From::store:
      stores_[static_cast<std::size_t>(stage.number)]->read(window, stage.layers, tile.view());
      return;
    case Stage::From::step:
      break;
  }
  const int halo = graph_.node(stage.number).shape.halo_px;
  stage.apply({gather(stage.inputs, stage.grow_px + halo, rooms_[number]), window}, tile.view());
  hide_outside(window, tile.view());
}

/// A step may give values where all its inputs are missing; beyond the grid there are none.
void TileWorker::hide_outside(const Window& window, TileView pixels) const {
  const Window inside = window.intersected(graph_.grid().window());
  if (inside == window) return;
  for (int layer = 0; layer < pixels.layers; ++layer)
    for (int row = 0; row < pixels.rows; ++row) {
      const std::span<float> line = pixels.row(layer, row);
      const std::int64_t at = window.row + row;
      if (inside.empty() || at < inside.row || at >= inside.row + inside.rows) {
        std::ranges::fill(line, kMissing);
        continue;
      }
      const auto left = static_cast<std::size_t>(inside.col - window.col);
      std::ranges::fill(line.first(left), kMissing);
      std::ranges::fill(line.subspan(left + static_cast<std::size_t>(inside.cols)), kMissing);
    }
}

ConstTileView TileWorker::layer(const std::pair<int, int>& place) const {
  const auto stage = static_cast<std::size_t>(place.first);
  return tiles_[stage].view().inner(list_.stages[stage].grow_px).layer(place.second);
}

ConstTileView TileWorker::gather(const std::vector<std::pair<int, int>>& places, int reach_px, Tile& room) const {
  const int stage = places.front().first;
  bool side_by_side = true;
  for (std::size_t i = 1; i < places.size(); ++i)
    side_by_side = side_by_side && places[i].first == stage && places[i].second == places[i - 1].second + 1;
  const auto view_of = [&](int number) {
    return tiles_[static_cast<std::size_t>(number)].view().inner(
        list_.stages[static_cast<std::size_t>(number)].grow_px - reach_px);
  };
  if (side_by_side) return view_of(stage).layer(places.front().second, static_cast<int>(places.size()));
  const auto rows = static_cast<int>(window_.rows) + 2 * reach_px;
  const auto cols = static_cast<int>(window_.cols) + 2 * reach_px;
  room.reshape(static_cast<int>(places.size()), rows, cols);
  const TileView all = room.view();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const ConstTileView from = view_of(places[i].first).layer(places[i].second);
    for (int row = 0; row < rows; ++row)
      std::memcpy(all.row(static_cast<int>(i), row).data(), from.row(0, row).data(),
                  static_cast<std::size_t>(cols) * sizeof(float));
  }
  return all;
}

}  // namespace greisen
