// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace greisen {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

bool commutes(Op op) {
  return op == Op::add || op == Op::multiply || op == Op::minimum || op == Op::maximum || op == Op::equal ||
         op == Op::unequal || op == Op::logic_and || op == Op::logic_or || op == Op::magnitudes;
}

bool holds(Op op, double a, double b) {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::greater:
      return a > b;
    case Op::greater_equal:
      return a >= b;
    case Op::equal:
      return a == b;
    case Op::unequal:
      return a != b;
    case Op::logic_and:
      return a != 0 && b != 0;
    default:
      return a != 0 || b != 0;  // logic_or
  }
}

double apply_one(Op op, double a) {
  switch (op) {
    case Op::negate:
      return -a;
    case Op::logic_not:
      return std::isnan(a) ? kNoValue : (a == 0 ? 1 : 0);
    case Op::square_root:
      return a >= 0 ? std::sqrt(a) : kNoValue;
    case Op::absolute:
      return std::abs(a);
    case Op::exponential:
      return std::exp(a);
    case Op::logarithm:
      return a > 0 ? std::log(a) : kNoValue;
    default:
      return a > 0 ? std::log10(a) : kNoValue;  // logarithm10
  }
}

double apply_power(double a, double b) {
  if (std::isnan(a) || std::isnan(b) || (b < 0 && a == 0)) return kNoValue;
  return std::pow(a, b);
}

}  // namespace

double apply(Op op, double a, double b, double c) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return b == 0 ? kNoValue : a / b;
    case Op::power:
      return apply_power(a, b);
    case Op::minimum:
      return std::isnan(a) ? a : (a < b ? a : b);
    case Op::maximum:
      return std::isnan(a) ? a : (a > b ? a : b);
    case Op::choose:
      return std::isnan(a) ? kNoValue : (a != 0 ? b : c);
    case Op::both_known:
      return std::isnan(b) ? b : a;
    case Op::magnitudes:
      return std::abs(a) + std::abs(b);
    case Op::measured:
      return std::abs(b) > kNearZero * c ? a : kNoValue;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
    case Op::unequal:
    case Op::logic_and:
    case Op::logic_or:
      return std::isnan(a) || std::isnan(b) ? kNoValue : (holds(op, a, b) ? 1 : 0);
    default:
      return apply_one(op, a);
  }
}

int FormulaGraph::insert(const BoundNode& node) {
  const double value = std::isnan(node.value) ? kNoValue : node.value;
  const Key key{node.op, std::bit_cast<std::uint64_t>(value), node.layer, node.child};
  const auto [at, fresh] = known_.try_emplace(key, static_cast<int>(nodes_.size()));
  if (fresh) nodes_.push_back(node);
  return at->second;
}

int FormulaGraph::number(double value) { return insert({.op = Op::number, .value = value}); }

int FormulaGraph::input(int layer) { return insert({.op = Op::input, .layer = layer}); }

int FormulaGraph::make(Op op, int a, int b, int c) {
  if (commutes(op) && b < a) std::swap(a, b);
  const std::array children = {a, b, c};
  const auto constant = [&](int i) { return i < 0 || nodes_[static_cast<std::size_t>(i)].op == Op::number; };
  if (std::all_of(children.begin(), children.end(), constant)) {
    const auto value = [&](int i) { return i < 0 ? 0 : nodes_[static_cast<std::size_t>(i)].value; };
    return number(apply(op, value(a), value(b), value(c)));
  }
  return insert({.op = op, .child = children});
}

}  // namespace greisen
