// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/graph.hpp"

namespace greisen {

/// Ports written together, cell by cell, to one scratch file: a sink, an anchor, or what a whole step reads or makes.
struct Store {
  std::string name;
  std::vector<Port> ports;
  int pass = 0;    ///< in which it is written; by a whole step: after which
  int sink = -1;   ///< number of the sink it belongs to, or -1
  int whole = -1;  ///< node of the whole step that writes it itself, or -1
  std::string key;
};

/// One fold of one learning node.
struct Fold {
  int node = 0;
  int round = 0;
};

/// One journey over the pixels.
struct Pass {
  int number = 0;
  std::vector<int> nodes;    ///< computed in this pass, in order
  std::vector<int> grow_px;  ///< how far beyond the window each of them is needed
  std::vector<Fold> folds;
  std::vector<int> writes;  ///< stores written
  std::vector<int> reads;   ///< stores read
  std::vector<int> whole;   ///< whole steps that run when the pass is over
};

struct PassPlan {
  std::vector<Store> stores;
  std::vector<Pass> passes;
  std::map<Port, std::pair<int, int>> stored;  ///< port → (the store written first, layer in it)
};

/// Groups the graph's nodes into as few passes as its learners force. Only the sinks named true in `wanted` are made.
PassPlan plan_passes(const Graph& graph, const std::vector<bool>& wanted);

/// The key of a pass: what it computes, whatever the machine.
std::string pass_key(const Graph& graph, const PassPlan& plan, const Pass& pass);

}  // namespace greisen
