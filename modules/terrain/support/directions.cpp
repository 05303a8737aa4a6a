// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/directions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace greisen::terrain {
namespace {

constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

/// Reciprocal distances to kNeighbours.
std::array<double, 8> nearness_of(const PixelSize& pixel) {
  constexpr double kAtAPole = 1e-6;
  std::array<double, 8> nearness = {};
  for (std::size_t i = 0; i < kNeighbours.size(); ++i)
    nearness[i] =
        1 / std::hypot(kNeighbours[i].cols * std::max(kAtAPole, pixel.width_m), kNeighbours[i].rows * pixel.height_m);
  return nearness;
}

/// One square; arrays have one pixel around it.
class Square {
 public:
  Tile heights;

  /// What is level: of no neighbour lower, and no neighbour missing. `steps` of the square's others are 0, of the rest
  /// and of what lies around kFar.
  void find_level() {
    const TileView view = heights.view();
    z_ = view.data;
    stride_ = view.row_stride;
    for (std::size_t i = 0; i < kNeighbours.size(); ++i) ways_[i] = kNeighbours[i].rows * stride_ + kNeighbours[i].cols;
    steps_.assign(static_cast<std::size_t>(view.rows * stride_), kFar);
    is_level_.assign(steps_.size(), 0);
    level_.clear();
    for (int row = 1; row + 1 < view.rows; ++row)
      for (std::ptrdiff_t place = row * stride_ + 1; place < row * stride_ + view.cols - 1; ++place) {
        const float* const z = z_ + place;
        unsigned level = 1;
        for (const std::ptrdiff_t way : ways_) level &= z[way] >= *z ? 1U : 0U;
        steps_[static_cast<std::size_t>(place)] = level != 0 ? kFar : 0;
        is_level_[static_cast<std::size_t>(place)] = static_cast<std::uint8_t>(level);
        if (level != 0) level_.push_back(static_cast<std::size_t>(place));
      }
  }

  [[nodiscard]] std::uint32_t& steps(int row, int col) { return steps_[static_cast<std::size_t>(row * stride_ + col)]; }

  /// Steps over what is level, from those known around it: from the fewest on, places met on the way in their order.
  void cross_level() {
    ends_.clear();
    met_.clear();
    for (const std::size_t place : level_)
      if (const std::uint32_t around = least_around(place).second; around != kFar)
        ends_.emplace_back(around + 1, place);
    std::ranges::sort(ends_);
    std::size_t next_end = 0;
    std::size_t next_met = 0;
    while (next_end < ends_.size() || next_met < met_.size()) {
      const bool is_end =
          next_met == met_.size() || (next_end < ends_.size() && ends_[next_end].first < steps_[met_[next_met]]);
      const std::size_t place = is_end ? ends_[next_end].second : met_[next_met++];
      if (is_end) {
        const std::uint32_t steps = ends_[next_end++].first;
        if (steps >= steps_[place]) continue;
        steps_[place] = steps;
      }
      for (std::size_t i = 0; i < kNeighbours.size(); ++i) {
        const std::size_t other = beside(place, i);
        if (is_level_[other] == 0 || z_[place] != z_[other] || steps_[other] <= steps_[place] + 1) continue;
        steps_[other] = steps_[place] + 1;
        met_.push_back(other);
      }
    }
  }

  /// Codes of all, once all steps are known.
  ConstTileView direct(const Window& window, const Request& request) {
    const ConstTileView view = heights.view();
    codes_.assign(steps_.size(), kMissing);
    for (int row = 1; row + 1 < view.rows; ++row) {
      const auto nearness = nearness_of(request.pixel_at(window.row + row - 1));
      for (std::ptrdiff_t place = row * stride_ + 1; place < row * stride_ + view.cols - 1; ++place)
        if (!std::isnan(z_[place]))
          codes_[static_cast<std::size_t>(place)] = code_of(static_cast<std::size_t>(place), nearness);
    }
    return ConstTileView{codes_.data(), 1, view.rows, view.cols, stride_, 0}.inner(1);
  }

 private:
  [[nodiscard]] std::size_t beside(std::size_t place, std::size_t way) const {
    return place + static_cast<std::size_t>(ways_[way]);
  }

  [[nodiscard]] float code_of(std::size_t place, const std::array<double, 8>& nearness) const {
    if (is_level_[place] != 0) return kNeighbours[least_around(place).first].code;
    const float own = z_[place];
    double steepest = 0;
    std::uint32_t fewest = kFar;
    float code = kLeavesMap;
    for (std::size_t i = 0; i < kNeighbours.size(); ++i) {
      const float other = z_[beside(place, i)];
      if (!(other < own)) continue;
      const double fall = (static_cast<double>(own) - static_cast<double>(other)) * nearness[i];
      const std::uint32_t steps = steps_[beside(place, i)];
      if (fall < steepest || (fall == steepest && steps >= fewest)) continue;
      steepest = fall;
      fewest = steps;
      code = kNeighbours[i].code;
    }
    return code;
  }

  /// The neighbour of the same height with the fewest steps, and these.
  [[nodiscard]] std::pair<std::size_t, std::uint32_t> least_around(std::size_t place) const {
    std::pair<std::size_t, std::uint32_t> least{0, kFar};
    for (std::size_t i = 0; i < kNeighbours.size(); ++i) {
      const std::size_t other = beside(place, i);
      if (z_[place] == z_[other] && steps_[other] < least.second) least = {i, steps_[other]};
    }
    return least;
  }

  const float* z_ = nullptr;
  std::ptrdiff_t stride_ = 0;
  std::array<std::ptrdiff_t, 8> ways_ = {};
  std::vector<float> codes_;
  std::vector<std::uint32_t> steps_;
  std::vector<std::uint8_t> is_level_;
  std::vector<std::size_t> level_;
  std::vector<std::pair<std::uint32_t, std::size_t>> ends_;  ///< of the level ground, with the steps from there
  std::vector<std::size_t> met_;
};

class Directions {
 public:
  Directions(TileWork& work, const Request& request, int filled, int output)
      : work_(work),
        rims_(work.rims()),
        request_(request),
        filled_(filled),
        output_(output),
        heights_(rims_.size(), kMissing),
        steps_(rims_.size(), kFar),
        found_(static_cast<std::size_t>(rims_.tiles())) {}

  bool run() {
    if (!work_.for_all([this](int tile) { step(tile); })) return false;
    for (std::vector<int> again = take_found(); !again.empty(); again = take_found())
      if (!work_.for_each(again, [this](int tile) { step(tile); })) return false;
    return work_.for_all([this](int tile) {
      thread_local Square square;
      const Window window = cross(tile, square);
      work_.write(output_, window, square.direct(window, request_));
    });
  }

 private:
  /// The steps within a square from what is known around it.
  Window cross(int tile, Square& square) {
    const Window window = rims_.window(tile);
    work_.read_back(filled_, window.expanded(1), square.heights);
    square.find_level();
    for_each_around(window, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      square.steps(static_cast<int>(row - window.row) + 1, static_cast<int>(col - window.col) + 1) = steps_[number];
    });
    square.cross_level();
    return window;
  }

  void step(int tile) {
    thread_local Square square;
    const Window window = cross(tile, square);
    std::vector<std::uint32_t>& found = found_[static_cast<std::size_t>(tile)];
    found.clear();
    const ConstTileView heights = square.heights.view();
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      const int r = static_cast<int>(row - window.row) + 1;
      const int c = static_cast<int>(col - window.col) + 1;
      found.push_back(square.steps(r, c));
      heights_[number] = heights.at(0, r, c);  // the same each time
    });
  }

  /// The pixels of other squares around one.
  template <class Work>
  void for_each_around(const Window& window, Work&& work) const {
    const Window all = window.expanded(1);
    for (std::int64_t row = all.row; row < all.row + all.rows; ++row) {
      const bool whole = row == all.row || row == all.row + all.rows - 1;
      for (std::int64_t col = all.col; col < all.col + all.cols; col += whole ? 1 : all.cols - 1)
        if (rims_.inside(row, col)) work(row, col, rims_.number(row, col));
    }
  }

  /// Takes over what the squares found; returns those into which a way has become shorter.
  std::vector<int> take_found() {
    std::vector<int> changed;
    std::vector<bool> shorter(steps_.size(), false);
    for (int tile = 0; tile < rims_.tiles(); ++tile) {
      std::vector<std::uint32_t>& found = found_[static_cast<std::size_t>(tile)];
      if (found.empty()) continue;
      changed.push_back(tile);
      std::size_t i = 0;
      rims_.for_each(tile, [&](std::int64_t, std::int64_t, std::size_t number) {
        shorter[number] = found[i] < steps_[number];
        steps_[number] = found[i++];
      });
      found = {};
    }
    std::vector<bool> again(static_cast<std::size_t>(rims_.tiles()), false);
    for (const int tile : changed)
      rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
        if (shorter[number]) mark_others(row, col, number, again);
      });
    std::vector<int> tiles;
    for (int tile = 0; tile < rims_.tiles(); ++tile)
      if (again[static_cast<std::size_t>(tile)]) tiles.push_back(tile);
    return tiles;
  }

  void mark_others(std::int64_t row, std::int64_t col, std::size_t number, std::vector<bool>& again) const {
    for (const Neighbour& way : kNeighbours) {
      const std::int64_t r = row + way.rows;
      const std::int64_t c = col + way.cols;
      if (!rims_.inside(r, c) || rims_.tile_at(r, c) == rims_.tile_at(row, col)) continue;
      const std::size_t other = rims_.number(r, c);
      if (heights_[other] == heights_[number] && steps_[other] > steps_[number] + 1)
        again[static_cast<std::size_t>(rims_.tile_at(r, c))] = true;
    }
  }

  TileWork& work_;
  const Rims& rims_;
  const Request& request_;
  int filled_;
  int output_;
  std::vector<float> heights_;
  std::vector<std::uint32_t> steps_;
  std::vector<std::vector<std::uint32_t>> found_;  ///< by square: steps of its rim
};

}  // namespace

bool direct(TileWork& work, const Request& request, int filled, int directions) {
  return Directions(work, request, filled, directions).run();
}

}  // namespace greisen::terrain
