// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/passes.hpp"
#include "engine/scratch.hpp"

namespace greisen {

/// One buffer of a worker in one pass: what fills it and how far it reaches beyond the window.
struct Stage {
  enum class From { raster, store, step };
  From from = From::step;
  int number = 0;           ///< node, or store
  std::vector<int> layers;  ///< of the node or store, in the buffer's order
  int grow_px = 0;
  int reader = -1;                          ///< for rasters: which set of readers
  TileFunction apply;                       ///< for steps
  std::vector<std::pair<int, int>> inputs;  ///< for steps: (stage, layer in its buffer)
};

/// What a pass does with a tile, in order, and where the layers that it writes and folds are to be found.
struct StageList {
  std::vector<Stage> stages;
  std::vector<std::vector<std::pair<int, int>>> writes;  ///< per store written: (stage, layer) per port
  std::vector<std::vector<std::pair<int, int>>> folds;   ///< per fold: (stage, layer) per input
};

/// Models of the learning nodes that have finished all their folds.
using Models = std::map<int, Model>;

/// Without `models` the stages are only described: they cannot be run.
StageList make_stages(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models* models);

/// Units a stripe of the pass is wide: of the source blocks at its edges, which two stripes decode, at most one in
/// eight; no wider, as a row of blocks over the stripe stays in memory. `by_rows`: the whole width, for files that must
/// be written from top to bottom.
std::int64_t stripe_width(const Graph& graph, const StageList& list, bool by_rows);

/// Floats that one worker needs for a pass at a tile size.
std::size_t worker_floats(const Graph& graph, const StageList& list, int tile_px);

}  // namespace greisen
