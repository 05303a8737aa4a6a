// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/engine/journal.hpp"
#include "pipeline/engine/stages.hpp"
#include "pipeline/engine/unit_tree.hpp"

namespace greisen {

/// What the folds of one pass have counted: per worker while a unit is at work, then in the pass's state. Sums are kept
/// by cell, merged to units in cell order and to the whole along a UnitTree; counts are merged as they come.
class FoldBook {
 public:
  FoldBook(const Graph& graph, const Pass& pass, const Models& so_far);
  /// Bytes of partials of one fold that are there at once, with so many workers.
  static std::size_t most_bytes(const Node& node, const Units& units, int threads);

  [[nodiscard]] std::size_t folds() const { return learners_.size(); }

  /// One worker's page.
  struct Page {
    std::vector<Partial> exact;               ///< per fold
    std::vector<std::vector<Partial>> cells;  ///< per fold that is not exact: one per cell of the unit
  };
  [[nodiscard]] Page new_page() const;
  void begin_unit(Page& page) const;
  void add(Page& page, std::size_t fold, const Window& unit, const Window& tile, ConstTileView pixels) const;
  /// The unit's sums, per fold; empty partials for exact folds.
  [[nodiscard]] std::vector<Partial> end_unit(const Page& page) const;

  /// An empty state, ready to be added to, or one of an earlier process; `todo` are the units that are still to come.
  void prepare(PassState& state, const std::vector<std::int64_t>& todo);
  /// Adds what end_unit() gave.
  void add_unit(std::int64_t unit, std::vector<Partial> merged, PassState& state);
  /// Moves a page's counts into the state.
  void collect(Page& page, PassState& state) const;
  [[nodiscard]] Model finish(std::size_t fold, const PassState& state) const;

 private:
  [[nodiscard]] Partial empty(std::size_t fold) const;
  [[nodiscard]] const Model& so_far(std::size_t fold) const;

  std::vector<Fold> folds_;
  std::vector<Learner> learners_;
  std::vector<Model> models_;  ///< per fold: of the rounds before
  UnitTree tree_;
};

}  // namespace greisen
