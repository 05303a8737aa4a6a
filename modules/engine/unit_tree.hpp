// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/units.hpp"

namespace greisen {

/// A fixed binary tree over the units of a grid, by halves of squares of units (Morton 1966), so that whatever is
/// merged along it is merged in the same order by any machine, thread count or share of the units, and that of
/// neighbours soon comes together: of units done by rows or stripes about as many nodes are open as a row has units.
class UnitTree {
 public:
  using Node = std::uint64_t;  ///< 1: the root; 2n and 2n + 1 are the halves of n, the western or northern first

  explicit UnitTree(const Units& units);

  [[nodiscard]] Node leaf(std::int64_t unit) const;
  [[nodiscard]] static Node parent(Node node) { return node >> 1U; }

  /// Units that are still to be done.
  void expect(std::int64_t unit);
  /// One of them is. Calls closed(node) for the leaf and then for each node of which nothing is left to be done,
  /// upwards.
  void done(std::int64_t unit, const std::function<void(Node)>& closed);
  /// Most nodes that are closed below an open one, where units are done by rows of stripes of any width.
  [[nodiscard]] std::size_t most_open() const;

 private:
  std::int64_t across_;
  std::int64_t down_;
  unsigned depth_ = 0;
  std::vector<std::uint32_t> left_;  ///< per node: units to be done
};

}  // namespace greisen
