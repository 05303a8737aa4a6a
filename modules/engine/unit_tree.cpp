// SPDX-License-Identifier: Apache-2.0
#include "engine/unit_tree.hpp"

#include <algorithm>

namespace greisen {

UnitTree::UnitTree(const Units& units) : across_(units.across), down_(units.down) {
  while ((std::int64_t{1} << (depth_ / 2)) < std::max(units.across, units.down)) depth_ += 2;
  left_.resize(std::size_t{2} << depth_);
}

UnitTree::Node UnitTree::leaf(std::int64_t unit) const {
  const auto col = static_cast<std::uint64_t>(unit % across_);
  const auto row = static_cast<std::uint64_t>(unit / across_);
  Node node = 1;
  for (unsigned bit = depth_ / 2; bit-- > 0;) node = (node << 2U) | ((row >> bit & 1U) << 1U) | (col >> bit & 1U);
  return node;
}

void UnitTree::expect(std::int64_t unit) {
  for (Node node = leaf(unit); node > 0; node = parent(node)) ++left_[node];
}

void UnitTree::done(std::int64_t unit, const std::function<void(Node)>& closed) {
  bool whole = true;
  for (Node node = leaf(unit); node > 0; node = parent(node)) {
    whole = --left_[node] == 0 && whole;
    if (whole) closed(node);
  }
}

std::size_t UnitTree::most_open() const { return static_cast<std::size_t>(across_ + down_) + depth_; }

}  // namespace greisen
