// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/stages.hpp"

namespace greisen {

/// All that one thread owns while it computes the tiles of a pass. Reused from tile to tile: nothing is allocated then.
class TileWorker {
 public:
  TileWorker(const Graph& graph, const StageList& list, std::vector<std::unique_ptr<TileReader>> readers,
             std::vector<const Scratch*> stores);

  /// Computes all stages for a window of the grid.
  void compute(const Window& tile);
  /// A layer of the last tile, without what reaches beyond it.
  [[nodiscard]] ConstTileView layer(const std::pair<int, int>& place) const;
  /// Several layers of the last tile side by side, as a step sees them.
  [[nodiscard]] ConstTileView gather(const std::vector<std::pair<int, int>>& places, int reach_px, Tile& room) const;

 private:
  void fill(std::size_t stage);
  void hide_outside(const Window& window, TileView pixels) const;

  const Graph& graph_;
  const StageList& list_;
  std::vector<std::unique_ptr<TileReader>> readers_;
  std::vector<const Scratch*> stores_;  ///< by store number; null where it is not read
  std::vector<Tile> tiles_;             ///< per stage
  std::vector<Tile> rooms_;             ///< per stage: its inputs, where they do not lie side by side
  Window window_;
};

}  // namespace greisen
