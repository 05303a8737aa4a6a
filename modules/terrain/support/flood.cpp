// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/flood.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {
namespace {

constexpr std::int32_t kMissingLabel = -1;
constexpr std::int32_t kFree = -2;
constexpr std::int32_t kWaiting = -3;  ///< on the rim: in the heap, of no label yet

/// Rises with the height, then with the place.
std::uint64_t key_of(float height, std::size_t place) {
  const auto bits = std::bit_cast<std::uint32_t>(height);
  const std::uint32_t rising = (bits >> 31U) != 0 ? ~bits : bits | 0x80000000U;
  return (static_cast<std::uint64_t>(rising) << 32U) | place;
}

}  // namespace

void Flood::begin(TileView heights) {
  heights_ = heights.data;
  stride_ = heights.row_stride;
  labels_.assign(static_cast<std::size_t>(heights.rows * stride_), kMissingLabel);
  heap_.clear();
  hollows_.clear();
  roots_.assign(1, -std::numeric_limits<float>::infinity());
  spills_.clear();
  for (int row = 1; row + 1 < heights.rows; ++row)
    for (int col = 1; col + 1 < heights.cols; ++col) {
      float& height = heights.at(0, row, col);
      if (std::isnan(height)) continue;
      height += 0.0F;  // no negative zero
      bool leaves = false;
      for (const Neighbour& way : kNeighbours)
        leaves = leaves || std::isnan(heights.at(0, row + way.rows, col + way.cols));
      const bool rim = row == 1 || col == 1 || row + 2 == heights.rows || col + 2 == heights.cols;
      const auto place = static_cast<std::size_t>(row * stride_ + col);
      labels_[place] = leaves ? kOutside : rim ? kWaiting : kFree;
      if (leaves || rim) heap_.push_back(key_of(height, place));
    }
  std::ranges::make_heap(heap_, std::greater<>());
}

std::size_t Flood::next() {
  if (!hollows_.empty()) {
    const std::size_t place = hollows_.back();
    hollows_.pop_back();
    return place;
  }
  std::ranges::pop_heap(heap_, std::greater<>());
  const auto place = static_cast<std::size_t>(heap_.back() & 0xffffffffU);
  heap_.pop_back();
  if (labels_[place] == kWaiting) {
    labels_[place] = static_cast<std::int32_t>(roots_.size());
    roots_.push_back(heights_[place]);
  }
  return place;
}

void Flood::add_spill(std::int32_t a, std::int32_t b, float level) {
  const Spill spill{static_cast<std::uint32_t>(std::min(a, b)), static_cast<std::uint32_t>(std::max(a, b)), level};
  if (!spills_.empty() && spills_.back().a == spill.a && spills_.back().b == spill.b) {
    spills_.back().level = std::min(spills_.back().level, level);
    return;
  }
  spills_.push_back(spill);
}

void Flood::spread(std::size_t pixel) {
  const std::int32_t own = labels_[pixel];
  const float level = heights_[pixel];
  for (const Neighbour& way : kNeighbours) {
    const std::size_t other = pixel + static_cast<std::size_t>(way.rows * stride_ + way.cols);
    std::int32_t& label = labels_[other];
    if (label == kFree) {
      label = own;
      if (heights_[other] <= level) {
        heights_[other] = level;
        hollows_.push_back(other);
      } else {
        heap_.push_back(key_of(heights_[other], other));
        std::ranges::push_heap(heap_, std::greater<>());
      }
    } else if (label == kWaiting) {
      label = own;  // it lies no lower than the level at hand
    } else if (label != kMissingLabel && label != own) {
      add_spill(own, label, std::max(level, heights_[other]));
    }
  }
}

void Flood::run(TileView heights) {
  begin(heights);
  while (!hollows_.empty() || !heap_.empty()) spread(next());
  keep_lowest(spills_);
}

void keep_lowest(std::vector<Spill>& spills) {
  const auto order = [](const Spill& one) { return std::tuple(one.a, one.b, one.level); };
  std::ranges::sort(spills, {}, order);
  const auto same = [](const Spill& one, const Spill& two) { return one.a == two.a && one.b == two.b; };
  spills.erase(std::unique(spills.begin(), spills.end(), same), spills.end());
}

std::vector<float> levels_to_outside(std::size_t labels, const std::vector<Spill>& spills) {
  std::vector<std::size_t> begins(labels + 1, 0);  // of a label's spills
  for (const Spill& spill : spills) {
    ++begins[spill.a + 1];
    ++begins[spill.b + 1];
  }
  for (std::size_t i = 0; i < labels; ++i) begins[i + 1] += begins[i];
  std::vector<std::pair<std::uint32_t, float>> ways(2 * spills.size());
  std::vector<std::size_t> at = begins;
  for (const Spill& spill : spills) {
    ways[at[spill.a]++] = {spill.b, spill.level};
    ways[at[spill.b]++] = {spill.a, spill.level};
  }
  std::vector<float> levels(labels, std::numeric_limits<float>::infinity());
  using Reached = std::pair<float, std::uint32_t>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
  levels[0] = -std::numeric_limits<float>::infinity();
  queue.emplace(levels[0], 0);
  while (!queue.empty()) {
    const auto [level, label] = queue.top();
    queue.pop();
    if (level > levels[label]) continue;
    for (std::size_t i = begins[label]; i < begins[label + 1]; ++i) {
      const float through = std::max(level, ways[i].second);
      if (through >= levels[ways[i].first]) continue;
      levels[ways[i].first] = through;
      queue.emplace(through, ways[i].first);
    }
  }
  return levels;
}

}  // namespace greisen::terrain
