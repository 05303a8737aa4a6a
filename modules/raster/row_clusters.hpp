// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace greisen {

/// Pixels [begin, end) of a row that belong together; `value` tells classes apart.
struct PixelRun {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  float value = 0;
  std::uint64_t number = 0;  ///< the user's own
};

/// Connected clusters of equal value, found from rows given top to bottom: union-find over the clusters that reach the
/// newest row, so memory does not grow with the raster. `Cluster` gathers what the user wants of one:
///   using Run = …                               PixelRun or a type derived from it
///   void add(std::int64_t row, const Run& run)  a run of it
///   void join(Cluster&& other)                  it and `other`, which began later, prove to be one
/// Each is handed to `closed` once, when no later row can reach it, in an order that depends on the pixels alone.
template <class Cluster>
class RowClusters {
 public:
  using Run = typename Cluster::Run;
  using Closed = std::function<void(Cluster&&)>;

  /// diagonal: pixels that share a corner are neighbours (8), else only those that share an edge (4).
  /// `blank` is what each cluster begins as.
  RowClusters(bool diagonal, Closed closed, Cluster blank = {})
      : reach_(diagonal ? 1 : 0), closed_(std::move(closed)), blank_(std::move(blank)) {}

  /// Runs by rising column, touching runs of one value given as one. Rows must follow each other without gaps.
  void add_row(std::int64_t row, std::span<const Run> runs) {
    current_.clear();
    std::size_t above = 0;
    for (const Run& run : runs) {
      while (above < previous_.size() && previous_[above].run.end + reach_ <= run.begin) ++above;
      std::size_t slot = kNone;
      for (std::size_t i = above; i < previous_.size() && previous_[i].run.begin < run.end + reach_; ++i)
        if (previous_[i].run.value == run.value) slot = united(slot, root(previous_[i].slot));
      if (slot == kNone) slot = new_slot();
      slots_[slot].cluster.add(row, run);
      slots_[slot].last_row = row;
      current_.push_back({run, slot});
    }
    close_before(row);
    for (Placed& placed : current_) placed.slot = root(placed.slot);
    recycle();
    std::swap(previous_, current_);
  }

  /// Closes what is still open; after it add_row may begin anew.
  void finish() {
    add_row(kNoRow, {});
    previous_.clear();
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::int64_t kNoRow = -1;

  struct Slot {
    Cluster cluster = {};
    std::size_t parent = 0;
    std::int64_t last_row = kNoRow;
    std::uint64_t born = 0;
    bool used = false;
    bool merged = false;
  };
  struct Placed {
    PixelRun run;
    std::size_t slot = 0;
  };

  std::size_t root(std::size_t slot) {
    while (slots_[slot].parent != slot) slot = slots_[slot].parent = slots_[slots_[slot].parent].parent;
    return slot;
  }

  std::size_t new_slot() {
    if (free_.empty()) {
      free_.push_back(slots_.size());
      slots_.emplace_back();
    }
    const std::size_t slot = free_.back();
    free_.pop_back();
    slots_[slot] = {blank_, slot, kNoRow, born_++, true, false};
    return slot;
  }

  /// The older of the two takes the other in.
  std::size_t united(std::size_t a, std::size_t b) {
    if (a == kNone || a == b) return b;
    if (slots_[a].born > slots_[b].born) std::swap(a, b);
    slots_[a].cluster.join(std::move(slots_[b].cluster));
    slots_[a].last_row = std::max(slots_[a].last_row, slots_[b].last_row);
    slots_[b].parent = a;
    slots_[b].merged = true;
    merged_.push_back(b);
    return a;
  }

  /// Hands out the clusters of the row before that did not reach `row`, by their first run in it.
  void close_before(std::int64_t row) {
    for (const Placed& placed : previous_) {
      const std::size_t slot = root(placed.slot);
      if (!slots_[slot].used || (slots_[slot].last_row == row && row != kNoRow)) continue;
      slots_[slot].used = false;
      closed_(std::move(slots_[slot].cluster));
      slots_[slot].cluster = {};
      done_.push_back(slot);
    }
  }

  /// No run of the newest row refers to a merged or closed slot any more.
  void recycle() {
    free_.insert(free_.end(), merged_.begin(), merged_.end());
    free_.insert(free_.end(), done_.begin(), done_.end());
    merged_.clear();
    done_.clear();
  }

  std::int64_t reach_;
  Closed closed_;
  Cluster blank_;
  std::vector<Placed> previous_;
  std::vector<Placed> current_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_;
  std::vector<std::size_t> merged_;
  std::vector<std::size_t> done_;
  std::uint64_t born_ = 0;
};

}  // namespace greisen
