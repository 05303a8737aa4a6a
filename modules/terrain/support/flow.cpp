// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/flow.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "terrain/support/directions.hpp"
#include "terrain/support/fill.hpp"
#include "terrain/support/flow_square.hpp"

namespace greisen::terrain {
namespace {

class Accumulation {
 public:
  explicit Accumulation(TileWork& work)
      : work_(work), rims_(work.rims()), flow_(rims_), leaving_(rims_.size(), 0), arriving_(rims_.size(), 0) {}

  bool run() {
    if (!work_.for_all([this](int tile) { count_alone(tile); })) return false;
    join();
    return work_.for_all([this](int tile) { count(tile); });
  }

 private:
  void count_alone(int tile) {
    thread_local FlowSquare square;
    square.read(work_, tile);
    const std::vector<std::int64_t> sums = summed(tile, square);
    flow_.take(rims_, tile, square);
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      leaving_[number] = sums[square.place(row, col)];
    });
  }

  /// With what arrives over the rim, as far as it is known.
  [[nodiscard]] std::vector<std::int64_t> summed(int tile, const FlowSquare& square) const {
    std::vector<std::int64_t> sums(square.down.size(), 1);
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      sums[square.place(row, col)] += arriving_[number];
    });
    for (const std::int32_t pixel : square.order)
      if (const std::int32_t to = square.down[static_cast<std::size_t>(pixel)]; to >= 0)
        sums[static_cast<std::size_t>(to)] += sums[static_cast<std::size_t>(pixel)];
    return sums;
  }

  /// What arrives at the rims, from upstream to downstream.
  void join() {
    std::vector<std::uint32_t> waits(rims_.size(), 0);
    for (const std::size_t target : flow_.targets)
      if (target != FlowRims::kNone && flow_.exits[target] != FlowRims::kNone) ++waits[flow_.exits[target]];
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < waits.size(); ++i)
      if (waits[i] == 0 && flow_.targets[i] != FlowRims::kNone) ready.push_back(i);
    while (!ready.empty()) {
      const std::size_t from = ready.back();
      ready.pop_back();
      const std::size_t target = flow_.targets[from];
      arriving_[target] += leaving_[from];
      const std::size_t exit = flow_.exits[target];
      if (exit == FlowRims::kNone) continue;
      leaving_[exit] += leaving_[from];
      if (--waits[exit] == 0) ready.push_back(exit);
    }
  }

  void count(int tile) {
    thread_local FlowSquare square;
    square.read(work_, tile);
    const std::vector<std::int64_t> sums = summed(tile, square);
    Tile out(1, static_cast<int>(square.window.rows), static_cast<int>(square.window.cols));
    float* const to = out.view().data;
    for (std::size_t i = 0; i < sums.size(); ++i) to[i] = square.is_missing(i) ? kMissing : static_cast<float>(sums[i]);
    work_.write(kFlowMain, square.window, out.view());
  }

  TileWork& work_;
  const Rims& rims_;
  FlowRims flow_;
  std::vector<std::int64_t> leaving_;
  std::vector<std::int64_t> arriving_;
};

class Catchments {
 public:
  Catchments(TileWork& work, const std::vector<Place>& outlets,
             const std::function<void(const Window&, ConstTileView)>& marked)
      : work_(work), rims_(work.rims()), marked_(marked), flow_(rims_), numbers_(rims_.size(), kUnknown) {
    for (std::size_t i = 0; i < outlets.size(); ++i)
      outlets_[rims_.tile_at(outlets[i].row, outlets[i].col)].emplace_back(outlets[i],
                                                                           static_cast<std::int32_t>(i + 1));
  }

  bool run() {
    if (!work_.for_all([this](int tile) { mark_alone(tile); })) return false;
    for (std::size_t i = 0; i < numbers_.size(); ++i) resolve(i);
    resolved_ = true;
    return work_.for_all([this](int tile) { mark(tile); });
  }

 private:
  static constexpr std::int32_t kUnknown = -1;

  void mark_alone(int tile) {
    thread_local FlowSquare square;
    square.read(work_, tile);
    const std::vector<std::int32_t> own = marked_pixels(tile, square);
    flow_.take(rims_, tile, square);
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      numbers_[number] = own[square.place(row, col)];
    });
  }

  /// kUnknown where water crosses into another square before it meets an outlet, and what is there is not known.
  [[nodiscard]] std::vector<std::int32_t> marked_pixels(int tile, const FlowSquare& square) const {
    std::vector<std::int32_t> own(square.down.size(), 0);
    std::vector<bool> is_outlet(own.size(), false);
    if (const auto here = outlets_.find(tile); here != outlets_.end())
      for (const auto& [place, number] : here->second) {
        own[square.place(place.row, place.col)] = number;
        is_outlet[square.place(place.row, place.col)] = true;
      }
    for (auto at = square.order.rbegin(); at != square.order.rend(); ++at) {
      const auto i = static_cast<std::size_t>(*at);
      if (is_outlet[i]) continue;
      const std::int32_t to = square.down[i];
      if (to >= 0) own[i] = own[static_cast<std::size_t>(to)];
      if (to == FlowSquare::kCrosses) {
        const std::size_t target = square.target(rims_, i);
        own[i] = resolved_ ? numbers_[target] : kUnknown;
      }
    }
    return own;
  }

  /// Follows the water over the rims until something is known.
  void resolve(std::size_t from) {
    std::vector<std::size_t> way;
    std::size_t at = from;
    while (numbers_[at] == kUnknown) {
      way.push_back(at);
      at = flow_.targets[flow_.exits[at]];
    }
    for (const std::size_t pixel : way) numbers_[pixel] = numbers_[at];
  }

  void mark(int tile) {
    thread_local FlowSquare square;
    square.read(work_, tile);
    const std::vector<std::int32_t> own = marked_pixels(tile, square);
    Tile out(1, static_cast<int>(square.window.rows), static_cast<int>(square.window.cols));
    float* const to = out.view().data;
    for (std::size_t i = 0; i < own.size(); ++i) to[i] = square.is_missing(i) ? kMissing : static_cast<float>(own[i]);
    work_.write(kFlowMain, square.window, out.view());
    const std::lock_guard lock(guard_);
    marked_(square.window, out.view());
  }

  TileWork& work_;
  const Rims& rims_;
  const std::function<void(const Window&, ConstTileView)>& marked_;
  FlowRims flow_;
  std::vector<std::int32_t> numbers_;
  std::map<int, std::vector<std::pair<Place, std::int32_t>>> outlets_;  ///< by square
  bool resolved_ = false;
  std::mutex guard_;
};

}  // namespace

Layer accumulation_layer() {
  return {"flow_accumulation", "1", "pixels that drain through a pixel, itself among them", "",
          "O'Callaghan and Mark 1984"};
}

Layer direction_layer() {
  return {"flow_direction", "1",
          "where water flows: 1 east, 2 south-east, 4 south, 8 south-west, 16 west, 32 north-west, 64 north, 128 "
          "north-east, 0 out of the map",
          "", "O'Callaghan and Mark 1984"};
}

bool find_flow(TileWork& work, const Request& request) {
  return fill(work, kFlowMain) && direct(work, request, kFlowMain, kFlowDirection);
}

bool accumulate(TileWork& work) { return Accumulation(work).run(); }

bool mark_catchments(TileWork& work, const std::vector<Place>& outlets,
                     const std::function<void(const Window&, ConstTileView)>& marked) {
  return Catchments(work, outlets, marked).run();
}

}  // namespace greisen::terrain
