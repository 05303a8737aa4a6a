// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "support/graph_fixture.hpp"

namespace greisen::testing {

/// A point step: the sum of its inputs.
Step sum();

/// A graph with a step of every kind over three layers of noise: point, window after window, learning in two rounds,
/// whole. Sinks: total (1 layer), pair (2), last (1).
Graph chain(const Grid& grid);

/// State goes to `state` in the folder.
EngineOptions options_for(const TempFolder& folder, int threads, int tile_px);

/// All layers of a sink one after another.
std::vector<float> pixels_of(const EngineResult& result, const Graph& graph, int sink);

/// Of the three sinks of `chain`.
std::string hash_of(const EngineResult& result, const Graph& graph);

/// `chain` over 1300 x 700 pixels, computed in one go.
std::string run_and_hash(int threads, int tile_px);

}  // namespace greisen::testing
