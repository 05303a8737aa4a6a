// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/pass_runner.hpp"

namespace greisen {

struct EngineOptions {
  int threads = 1;
  int tile_px = 256;  ///< 128, 256 or 512; no result depends on it
  std::size_t memory_bytes = 2U << 30U;
  std::string state_folder;  ///< scratch and journals; made if absent, kept until the caller removes it
  bool resumable = true;
  bool by_rows = false;  ///< see PassOptions
  std::function<bool()> keep_going = [] { return true; };
  std::function<void(const std::string& name, std::int64_t pixels)> on_pass = [](const std::string&, std::int64_t) {};
  std::function<void(std::int64_t pixels)> on_pixels = [](std::int64_t) {};
  std::function<void()> on_pass_end = [] {};
  /// Tiles of the file that a sink is to become, compressed in the pass that computes it; `log` is a free name in the
  /// state folder. None: the sink lies on scratch alone.
  std::function<std::unique_ptr<geo::CogTiles>(const Sink& sink, const std::string& log)> tiles;
  /// Sinks that have tiles and are wanted on scratch besides.
  std::function<bool(const Sink&)> keep_scratch = [](const Sink&) { return false; };
  /// A sink given a stream is written through it in the pass that computes it, and not to scratch.
  std::function<std::function<void(const Window&, ConstTileView)>(const Sink&)> stream;
};

struct PassReport {
  std::string name;
  PassResult result;
};

struct EngineResult {
  bool complete = false;
  PassPlan plan;
  std::vector<OutputStore> targets;  ///< per store of the plan; sinks lie in theirs until the caller has taken them
  Models models;                     ///< per learning node
  std::map<int, std::vector<FeatureRow>> features;  ///< per whole step that has a table
  std::vector<PassReport> passes;

  /// What a sink lies in; nothing where it was streamed or not wanted.
  [[nodiscard]] const OutputStore* sink(int number) const;
  /// Closes all stores, several at once: large files that were removed while they were open go only now, and slowly.
  void close_stores(int threads);
};

/// Runs all passes that the wanted sinks need. Interrupted: complete is false and calling again goes on.
EngineResult run_graph(const Graph& graph, const std::vector<bool>& wanted, const EngineOptions& options);

/// What `plan` prints, told without reading a pixel.
struct PassEstimate {
  std::string name;
  std::vector<std::string> steps;
  std::int64_t pixels = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t scratch_bytes = 0;
  double seconds = 0;
  std::uint64_t blocks = 0;
};
std::vector<PassEstimate> estimate_graph(const Graph& graph, const std::vector<bool>& wanted,
                                         const EngineOptions& options);

/// Decoded blocks a pass may keep.
std::size_t store_bytes_of(const EngineOptions& options);

}  // namespace greisen
