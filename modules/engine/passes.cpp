// SPDX-License-Identifier: Apache-2.0
#include "engine/passes.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"

namespace greisen {
namespace {

std::size_t at(int number) { return static_cast<std::size_t>(number); }

/// Which pass can first compute each node: a learner's output waits for its folds, a whole step's for the pass before.
class Planner {
 public:
  Planner(const Graph& graph, const std::vector<bool>& wanted) : graph_(graph), wanted_(wanted) {}

  PassPlan run() {
    find_needed();
    find_ready();
    add_whole_outputs();
    add_sink_stores();
    add_whole_inputs();
    add_anchor_stores();
    for (int number = 0; number < pass_count(); ++number) add_pass(number);
    return std::move(plan_);
  }

 private:
  void need(const Port& port) {
    if (needed_[at(port.node)]) return;
    needed_[at(port.node)] = true;
    for (const Port& input : graph_.node(port.node).inputs) need(input);
  }

  void find_needed() {
    needed_.assign(graph_.nodes().size(), false);
    for (std::size_t i = 0; i < graph_.sinks().size(); ++i)
      if (wanted_[i])
        for (const Port& port : graph_.sinks()[i].ports) need(port);
  }

  [[nodiscard]] int inputs_ready(const Node& node) const {
    int pass = 0;
    for (const Port& port : node.inputs) pass = std::max(pass, ready_[at(port.node)]);
    return pass;
  }

  /// The pass after which a whole step can run.
  [[nodiscard]] int whole_pass(const Node& node) const {
    return inputs_ready(node) + std::max(node.shape.folds - 1, 0);
  }

  void find_ready() {
    for (const Node& node : graph_.nodes()) {
      if (node.shape.kind == StepKind::whole) {
        ready_.push_back(whole_pass(node) + 1);
      } else {
        ready_.push_back(inputs_ready(node) + (node.shape.kind == StepKind::learning ? node.shape.folds : 0));
      }
    }
  }

  void add_store(Store store) {
    const int number = static_cast<int>(plan_.stores.size());
    for (int i = 0; i < static_cast<int>(store.ports.size()); ++i) {
      auto& [first, layer] = plan_.stored.try_emplace(store.ports[at(i)], std::pair{number, i}).first->second;
      if (plan_.stores.size() > at(first) && plan_.stores[at(first)].pass > store.pass) first = number, layer = i;
    }
    plan_.stores.push_back(std::move(store));
  }

  [[nodiscard]] bool is_needed_whole(int number) const {
    return needed_[at(number)] && graph_.node(number).shape.kind == StepKind::whole;
  }
  [[nodiscard]] int node_count() const { return static_cast<int>(graph_.nodes().size()); }

  void add_whole_outputs() {
    for (int number = 0; number < node_count(); ++number)
      if (is_needed_whole(number))
        add_store({"whole-" + std::to_string(number), graph_.all_ports(number), whole_pass(graph_.node(number)), -1,
                   number, graph_.node(number).key});
  }

  void add_sink_stores() {
    for (std::size_t i = 0; i < graph_.sinks().size(); ++i) {
      if (!wanted_[i]) continue;
      const Sink& sink = graph_.sinks()[i];
      int pass = 0;
      for (const Port& port : sink.ports) pass = std::max(pass, ready_[at(port.node)]);
      add_store({sink.name, sink.ports, pass, static_cast<int>(i), -1, sink.key});
    }
  }

  void add_whole_inputs() {
    for (int number = 0; number < node_count(); ++number) {
      if (!is_needed_whole(number)) continue;
      const Node& node = graph_.node(number);
      for (const Port& port : node.inputs) {
        const auto found = plan_.stored.find(port);
        if (found != plan_.stored.end() && plan_.stores[at(found->second.first)].pass <= whole_pass(node)) continue;
        add_store({"in-" + std::to_string(port.node) + "-" + std::to_string(port.layer),
                   {port},
                   ready_[at(port.node)],
                   -1,
                   -1,
                   graph_.port_key(port)});
      }
    }
  }

  [[nodiscard]] int pass_count() const {
    int count = 0;
    for (const Store& store : plan_.stores) count = std::max(count, store.pass + 1);
    return count;
  }

  /// Ports that pass `number` must deliver: what it writes and what its folds take in.
  [[nodiscard]] std::vector<Port> demands(int number) const {
    std::vector<Port> ports;
    for (const Store& store : plan_.stores)
      if (store.pass == number && store.whole < 0) ports.insert(ports.end(), store.ports.begin(), store.ports.end());
    for (const Fold& fold : folds_of(number))
      for (const Port& port : graph_.node(fold.node).inputs) ports.push_back(port);
    return ports;
  }

  [[nodiscard]] std::vector<Fold> folds_of(int number) const {
    std::vector<Fold> folds;
    for (int i = 0; i < node_count(); ++i) {
      const Node& node = graph_.node(i);
      if (!needed_[at(i)]) continue;
      const int round = number - inputs_ready(node);
      if (round >= 0 && round < node.shape.folds) folds.push_back({i, round});
    }
    return folds;
  }

  [[nodiscard]] bool from_store(const Port& port, int number) const {
    const auto found = plan_.stored.find(port);
    return found != plan_.stored.end() && plan_.stores[at(found->second.first)].pass < number;
  }

  void trace(const Port& port, int number, std::set<int>& nodes, std::set<int>& reads) const {
    if (from_store(port, number)) {
      reads.insert(plan_.stored.at(port).first);
      return;
    }
    if (!nodes.insert(port.node).second) return;
    for (const Port& input : graph_.node(port.node).inputs) trace(input, number, nodes, reads);
  }

  void add_anchor_stores() {
    std::map<int, std::vector<int>> passes_of;
    for (int number = 0; number < pass_count(); ++number) {
      std::set<int> nodes;
      std::set<int> reads;
      for (const Port& port : demands(number)) trace(port, number, nodes, reads);
      for (const int node : nodes)
        if (graph_.node(node).anchor) passes_of[node].push_back(number);
    }
    for (const auto& [node, passes] : passes_of)
      if (passes.size() > 1)
        add_store(
            {"anchor-" + std::to_string(node), graph_.all_ports(node), passes.front(), -1, -1, graph_.node(node).key});
  }

  void add_pass(int number) {
    Pass pass;
    pass.number = number;
    std::set<int> nodes;
    std::set<int> reads;
    for (const Port& port : demands(number)) trace(port, number, nodes, reads);
    pass.nodes.assign(nodes.begin(), nodes.end());
    pass.reads.assign(reads.begin(), reads.end());
    pass.folds = folds_of(number);
    for (int i = 0; i < static_cast<int>(plan_.stores.size()); ++i) {
      const Store& store = plan_.stores[at(i)];
      if (store.pass == number && store.whole < 0) pass.writes.push_back(i);
    }
    for (int i = 0; i < node_count(); ++i)
      if (is_needed_whole(i) && whole_pass(graph_.node(i)) == number) pass.whole.push_back(i);
    find_growth(pass);
    plan_.passes.push_back(std::move(pass));
  }

  void find_growth(Pass& pass) const {
    std::map<int, int> grow;
    for (const int node : pass.nodes) grow[node] = 0;
    for (const Fold& fold : pass.folds)
      for (const Port& input : graph_.node(fold.node).inputs)
        if (grow.contains(input.node) && !from_store(input, pass.number))
          grow[input.node] = std::max(grow[input.node], graph_.node(fold.node).shape.fold_halo_px);
    for (auto node = pass.nodes.rbegin(); node != pass.nodes.rend(); ++node)
      for (const Port& input : graph_.node(*node).inputs)
        if (grow.contains(input.node) && !from_store(input, pass.number))
          grow[input.node] = std::max(grow[input.node], grow[*node] + graph_.node(*node).shape.halo_px);
    for (const int node : pass.nodes) pass.grow_px.push_back(grow[node]);
  }

  const Graph& graph_;
  const std::vector<bool>& wanted_;
  std::vector<bool> needed_;
  std::vector<int> ready_;
  PassPlan plan_;
};

}  // namespace

PassPlan plan_passes(const Graph& graph, const std::vector<bool>& wanted) { return Planner(graph, wanted).run(); }

std::string pass_key(const Graph& graph, const PassPlan& plan, const Pass& pass) {
  std::string text = "pass " + std::to_string(pass.number) + "\n";
  for (const int node : pass.nodes) text += graph.node(node).key + "\n";
  for (const Fold& fold : pass.folds)
    text += "fold " + graph.node(fold.node).key + " " + std::to_string(fold.round) + "\n";
  for (const int store : pass.writes)
    text += "write " + plan.stores[at(store)].name + " " + plan.stores[at(store)].key + "\n";
  return sha256_text(text);
}

}  // namespace greisen
