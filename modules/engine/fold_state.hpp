// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <vector>

#include "engine/journal.hpp"
#include "engine/stages.hpp"
#include "engine/unit_tree.hpp"

namespace greisen {

/// What the folds of one pass have counted: per worker while a unit is at work, then in the pass's state. Sums are kept
/// by cell, merged to units in cell order and to the whole along a UnitTree; counts are merged as they come; of samples
/// the pixels of least hash are kept.
class FoldState {
 public:
  FoldState(const Graph& graph, const Pass& pass, const Models& so_far);
  /// Bytes of partials of one fold that are there at once, with so many workers.
  static std::size_t most_bytes(const Node& node, const Units& units, int threads);

  [[nodiscard]] std::size_t folds() const { return learners_.size(); }

  /// One worker's page.
  struct Page {
    std::vector<Partial> exact;               ///< per fold
    std::vector<std::vector<Partial>> cells;  ///< per fold that is not exact: one per cell of the unit
    std::vector<LeastHashes> samples;         ///< per fold: of the unit
    std::vector<std::uint64_t> hashes;        ///< of a row of the tile at work
  };
  [[nodiscard]] Page new_page() const;
  void begin_unit(Page& page) const;
  /// `pixels` reach reach_px(fold) beyond the tile.
  void add(Page& page, std::size_t fold, const Window& unit, const Window& tile, ConstTileView pixels) const;
  [[nodiscard]] int reach_px(std::size_t fold) const { return shapes_[fold]->fold_halo_px; }
  /// The unit's sums, per fold; empty partials for folds without sums.
  [[nodiscard]] std::vector<Partial> end_unit(const Page& page) const;

  /// An empty state, ready to be added to, or one of an earlier process; `units` are still to come.
  void prepare(PassState& state, const std::vector<std::int64_t>& units);
  /// Adds what end_unit() gave, and the page's samples.
  void add_unit(std::int64_t unit, std::vector<Partial> merged, const Page& page, PassState& state);
  /// Moves a page's counts into the state.
  void collect(Page& page, PassState& state) const;
  [[nodiscard]] Model finish(std::size_t fold, const PassState& state, const Watch& watch) const;

 private:
  [[nodiscard]] bool samples(std::size_t fold) const { return shapes_[fold]->sample_px > 0; }
  [[nodiscard]] bool sums(std::size_t fold) const { return !samples(fold) && !learners_[fold].exact; }
  [[nodiscard]] bool counts(std::size_t fold) const { return !samples(fold) && learners_[fold].exact; }
  [[nodiscard]] Partial empty(std::size_t fold) const;
  void add_sample(Page& page, std::size_t fold, const Window& tile, ConstTileView pixels) const;

  std::vector<Fold> folds_;
  std::vector<const StepShape*> shapes_;
  std::vector<int> layers_;  ///< per fold
  std::uint64_t seed_;
  std::deque<std::atomic<std::uint64_t>> bounds_;  ///< per fold: hashes above are in no sample
  std::vector<Learner> learners_;
  std::vector<Model> models_;  ///< per fold: of the rounds before
  UnitTree tree_;
};

}  // namespace greisen
