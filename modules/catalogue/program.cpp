// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <utility>

#include "catalogue/formula/formula.hpp"
#include "catalogue/formula/formula_graph.hpp"
#include "catalogue/formula/formula_kernels.hpp"

namespace greisen {
namespace {

/// Adds a bound formula to a common graph; returns the node of its result there.
int merge(const BoundFormula& formula, FormulaGraph& graph) {
  std::vector<int> at;
  at.reserve(formula.nodes.size());
  const auto there = [&](int i) { return i < 0 ? -1 : at[static_cast<std::size_t>(i)]; };
  for (const BoundNode& node : formula.nodes) {
    if (node.op == Op::number) {
      at.push_back(graph.number(node.value));
    } else if (node.op == Op::input) {
      at.push_back(graph.input(node.layer));
    } else {
      at.push_back(graph.make(node.op, there(node.child[0]), there(node.child[1]), there(node.child[2])));
    }
  }
  return at.back();
}

/// -2, -3 or -4 for a power with that whole exponent: it is multiplied out.
int whole_exponent(const FormulaGraph& graph, const BoundNode& node) {
  if (node.op != Op::power) return 0;
  const BoundNode& exponent = graph.nodes()[static_cast<std::size_t>(node.child[1])];
  const bool whole = exponent.op == Op::number && (exponent.value == 2 || exponent.value == 3 || exponent.value == 4);
  return whole ? -static_cast<int>(exponent.value) : 0;
}

/// Registers by linear scan: a register is free again after the last use of what it holds.
class Allocator {
 public:
  int take() {
    if (free_.empty()) return count_++;
    const int least = *free_.begin();
    free_.erase(free_.begin());
    return least;
  }
  void give_back(int index) { free_.insert(index); }
  [[nodiscard]] int count() const { return count_; }

 private:
  std::set<int> free_;
  int count_ = 0;
};

struct Uses {
  std::vector<int> last;     ///< index of the last node that reads a node; beyond all nodes for none
  std::vector<char> needed;  ///< by one of the results
};

Uses find_uses(const FormulaGraph& graph, const std::vector<int>& results) {
  const auto& nodes = graph.nodes();
  Uses uses{std::vector<int>(nodes.size(), -1), std::vector<char>(nodes.size(), 0)};
  for (const int result : results) uses.needed[static_cast<std::size_t>(result)] = 1;
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (!uses.needed[i]) continue;
    for (std::size_t k = 0; k < 3; ++k) {
      const int child = nodes[i].child[k];
      if (child < 0 || (k == 1 && whole_exponent(graph, nodes[i]) != 0)) continue;
      const auto c = static_cast<std::size_t>(child);
      uses.needed[c] = 1;
      uses.last[c] = std::max(uses.last[c], static_cast<int>(i));
    }
  }
  return uses;
}

}  // namespace

/// Writes the instructions of a graph.
class ProgramWriter {
 public:
  ProgramWriter(const FormulaGraph& graph, std::vector<int> results)
      : graph_(graph),
        results_(std::move(results)),
        uses_(find_uses(graph, results_)),
        register_(graph.nodes().size(), -1) {}

  Program write() {
    const auto& nodes = graph_.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!uses_.needed[i] || nodes[i].op != Op::number) continue;
      register_[i] = registers_.take();  // kept for the whole run
      program_.constants_.emplace_back(register_[i], nodes[i].value);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (uses_.needed[i]) write_node(i);
    }
    program_.registers_ = registers_.count();
    program_.outputs_ = static_cast<int>(results_.size());
    std::sort(program_.layers_.begin(), program_.layers_.end());
    return std::move(program_);
  }

 private:
  void write_node(std::size_t i) {
    const BoundNode& node = graph_.nodes()[i];
    if (node.op != Op::number) {
      register_[i] = registers_.take();  // before the operands' are given back: a kernel never writes what it reads
      program_.code_.push_back(instruction(node, register_[i]));
      if (node.op == Op::input) program_.layers_.push_back(node.layer);
    }
    store_results(i);
    for (const int child : node.child) {
      if (child >= 0) release(static_cast<std::size_t>(child), static_cast<int>(i));
    }
    if (uses_.last[i] < 0) release(i, -1);
  }

  Program::Instruction instruction(const BoundNode& node, int to) const {
    Program::Instruction code{node.op, to, {0, 0, 0}};
    if (node.op == Op::input) {
      code.from[0] = node.layer;
      return code;
    }
    const int exponent = whole_exponent(graph_, node);
    for (std::size_t k = 0; k < 3; ++k) {
      if (node.child[k] >= 0) code.from[k] = register_[static_cast<std::size_t>(node.child[k])];
    }
    if (exponent != 0) code.from[1] = exponent;
    return code;
  }

  void store_results(std::size_t i) {
    for (std::size_t k = 0; k < results_.size(); ++k) {
      if (results_[k] != static_cast<int>(i)) continue;
      program_.code_.push_back({Op::store, static_cast<int>(k), {register_[i], 0, 0}});
    }
  }

  void release(std::size_t node, int user) {
    if (graph_.nodes()[node].op == Op::number || register_[node] < 0 || uses_.last[node] != user) return;
    registers_.give_back(register_[node]);
    uses_.last[node] = -2;  // once, though a node may read it twice
  }

  const FormulaGraph& graph_;
  std::vector<int> results_;
  Uses uses_;
  std::vector<int> register_;
  Allocator registers_;
  Program program_;
};

Program Program::compile(std::span<const BoundFormula> formulas) {
  FormulaGraph graph;
  std::vector<int> results;
  for (const BoundFormula& formula : formulas) {
    assert(formula.available() && !formula.nodes.empty());
    results.push_back(merge(formula, graph));
  }
  return ProgramWriter(graph, std::move(results)).write();
}

std::size_t Program::workspace_bytes() const { return static_cast<std::size_t>(registers_) * kBlock * sizeof(double); }

void Program::run(std::span<const float* const> inputs, std::span<float* const> out, std::size_t n,
                  Workspace& work) const {
  assert(out.size() >= static_cast<std::size_t>(outputs_));
  assert(layers_.empty() || inputs.size() > static_cast<std::size_t>(layers_.back()));
  work.registers_.resize(static_cast<std::size_t>(registers_) * kBlock);
  const auto at = [&](int index) { return work.registers_.data() + static_cast<std::size_t>(index) * kBlock; };
  for (const auto& [index, value] : constants_) std::fill_n(at(index), kBlock, value);
  for (std::size_t first = 0; first < n; first += kBlock) {
    const std::size_t count = std::min(kBlock, n - first);
    for (const Instruction& code : code_) {
      if (code.op == Op::input) {
        load_block(inputs[static_cast<std::size_t>(code.from[0])] + first, count, at(code.to));
      } else if (code.op == Op::store) {
        store_block(at(code.from[0]), count, out[static_cast<std::size_t>(code.to)] + first);
      } else if (code.op == Op::power && code.from[1] < 0) {
        power_block(at(code.from[0]), -code.from[1], at(code.to));
      } else {
        apply_block(code.op, at(code.from[0]), at(code.from[1]), at(code.from[2]), at(code.to));
      }
    }
  }
}

}  // namespace greisen
