// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "catalogue/formula/formula.hpp"

namespace greisen {

/// What an operation gives in double; the meaning that the block kernels must match.
double apply(Op op, double a, double b, double c);

/// Bound nodes in which equal parts exist once and constant parts are computed.
class FormulaGraph {
 public:
  int number(double value);
  int input(int layer);
  int make(Op op, int a, int b = -1, int c = -1);
  [[nodiscard]] const std::vector<BoundNode>& nodes() const { return nodes_; }

 private:
  using Key = std::tuple<Op, std::uint64_t, int, std::array<int, 3>>;
  int insert(const BoundNode& node);
  std::vector<BoundNode> nodes_;
  std::map<Key, int> known_;
};

}  // namespace greisen
