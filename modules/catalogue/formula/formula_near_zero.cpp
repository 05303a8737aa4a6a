// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_near_zero.hpp"

#include <map>
#include <vector>

namespace greisen {
namespace {

/// What the parts of a formula are made of. Errors of rounding are followed to first order: that of a sum is the sum of
/// its terms' magnitudes, that of a product the factors' magnitudes by the other factor (running error analysis, Higham
/// 2002, chapter 3).
class Terms {
 public:
  explicit Terms(FormulaGraph& graph) : graph_(graph) {}

  /// Sums that make the node near zero where they are.
  void find_factors(int node, std::vector<int>& sums) {
    switch (op(node)) {
      case Op::multiply:
        find_factors(child(node, 0), sums);
        find_factors(child(node, 1), sums);
        break;
      case Op::divide:  // its own denominator is guarded where it stands
      case Op::power:
      case Op::negate:
      case Op::absolute:
      case Op::square_root:
      case Op::measured:
        find_factors(child(node, 0), sums);
        break;
      default:
        if (cancels(node)) sums.push_back(node);
    }
  }

  /// Sum of the magnitudes of a node's terms; of what has none its own value, of either sign.
  int magnitude(int node) {
    if (!cancels(node)) return node;
    const auto known = magnitudes_.find(node);
    if (known != magnitudes_.end()) return known->second;
    const int found = magnitude_of_terms(node);
    return magnitudes_[node] = found;
  }

 private:
  [[nodiscard]] Op op(int node) const { return graph_.nodes()[static_cast<std::size_t>(node)].op; }
  [[nodiscard]] int child(int node, std::size_t number) const {
    return graph_.nodes()[static_cast<std::size_t>(node)].child[number];
  }

  /// Can be small beside what it is made of?
  bool cancels(int node) {
    const auto known = cancels_.find(node);
    if (known != cancels_.end()) return known->second;
    return cancels_[node] = look(node);
  }

  bool look(int node) {
    switch (op(node)) {
      case Op::add:
      case Op::subtract:
        return true;
      case Op::multiply:
      case Op::minimum:
      case Op::maximum:
        return cancels(child(node, 0)) || cancels(child(node, 1));
      case Op::choose:
        return cancels(child(node, 1)) || cancels(child(node, 2));
      case Op::divide:
      case Op::negate:
      case Op::absolute:
      case Op::measured:
        return cancels(child(node, 0));
      case Op::power:
        return exponent(node) >= 1 && cancels(child(node, 0));
      default:
        return false;
    }
  }

  /// Of a power; 0 where it is no number.
  [[nodiscard]] double exponent(int node) const {
    const BoundNode& given = graph_.nodes()[static_cast<std::size_t>(child(node, 1))];
    return given.op == Op::number ? given.value : 0;
  }

  int magnitude_of_terms(int node) {
    const int a = child(node, 0);
    const int b = child(node, 1);
    switch (op(node)) {
      case Op::add:
      case Op::subtract:
        return graph_.make(Op::magnitudes, magnitude(a), magnitude(b));
      case Op::multiply:
        return of_product(a, b);
      case Op::divide:
        return graph_.make(Op::divide, magnitude(a), b);
      case Op::power:
        return graph_.make(Op::multiply, magnitude(a),
                           exponent(node) == 2 ? a : graph_.make(Op::power, a, graph_.number(exponent(node) - 1)));
      case Op::minimum:
        return graph_.make(Op::choose, graph_.make(Op::less, a, b), magnitude(a), magnitude(b));
      case Op::maximum:
        return graph_.make(Op::choose, graph_.make(Op::greater, a, b), magnitude(a), magnitude(b));
      case Op::choose:
        return graph_.make(Op::choose, a, magnitude(b), magnitude(child(node, 2)));
      default:  // negate, absolute, measured
        return magnitude(a);
    }
  }

  int of_product(int a, int b) {
    const int by_a = cancels(a) ? graph_.make(Op::multiply, magnitude(a), b) : -1;
    const int by_b = cancels(b) ? graph_.make(Op::multiply, a, magnitude(b)) : -1;
    if (by_a < 0 || by_b < 0) return by_a < 0 ? by_b : by_a;
    return graph_.make(Op::magnitudes, by_a, by_b);
  }

  FormulaGraph& graph_;
  std::map<int, bool> cancels_;
  std::map<int, int> magnitudes_;
};

/// `quotient`, missing where its denominator is near zero.
int guarded(FormulaGraph& graph, int quotient, int denominator) {
  Terms terms(graph);
  std::vector<int> sums;
  terms.find_factors(denominator, sums);
  for (const int sum : sums) {
    int magnitude = terms.magnitude(sum);
    if (graph.nodes()[static_cast<std::size_t>(magnitude)].op != Op::magnitudes)
      magnitude = graph.make(Op::absolute, magnitude);
    quotient = graph.make(Op::measured, quotient, sum, magnitude);
  }
  return quotient;
}

}  // namespace

int divide(FormulaGraph& graph, int a, int b) { return guarded(graph, graph.make(Op::divide, a, b), b); }

int raise(FormulaGraph& graph, int a, int b) {
  const int power = graph.make(Op::power, a, b);
  const BoundNode exponent = graph.nodes()[static_cast<std::size_t>(b)];
  if (exponent.op == Op::number) return exponent.value < 0 ? guarded(graph, power, a) : power;
  const int held = guarded(graph, power, a);
  return held == power ? power : graph.make(Op::choose, graph.make(Op::less, b, graph.number(0)), held, power);
}

}  // namespace greisen
