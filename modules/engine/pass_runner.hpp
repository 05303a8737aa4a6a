// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/journal.hpp"
#include "engine/ordered_writer.hpp"
#include "engine/output_store.hpp"
#include "engine/stages.hpp"

namespace greisen {

struct PassOptions {
  int threads = 1;
  int tile_px = 256;
  std::size_t store_bytes = 256U << 20U;  ///< for decoded blocks
  std::string state_path;                 ///< journal; empty: the pass cannot be resumed
  std::function<bool()> keep_going = [] { return true; };
  std::function<void(std::int64_t pixels)> on_pixels = [](std::int64_t) {};
  std::function<Watch(int node)> watch = [](int) { return Watch(); };  ///< over what a learner makes of what it saw
  bool by_rows = false;  ///< units from top to bottom over the whole width
};

struct PassResult {
  bool complete = false;      ///< false: interrupted; the state is saved
  std::vector<Model> models;  ///< per fold of the pass: what the round gave
  std::uint64_t blocks_decoded = 0;
  std::uint64_t blocks_touched = 0;
  std::int64_t units = 0;
  std::int64_t units_kept = 0;  ///< found done in the journal
  double seconds = 0;
};

/// Runs one pass. `finished` are models of learners that are through; `so_far[node]` those of earlier rounds.
PassResult run_pass(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models& finished,
                    const Models& so_far, std::vector<OutputStore>& targets, const PassOptions& options);

}  // namespace greisen
