// SPDX-License-Identifier: Apache-2.0
#include "pipeline/engine/fold_book.hpp"

namespace greisen {
namespace {

constexpr int kCellsAcross = kUnitPx / kCellPx;
bool is_empty(const Partial& partial) { return partial.sums.empty() && partial.counts.empty(); }

}  // namespace

FoldBook::FoldBook(const Graph& graph, const Pass& pass, const Models& so_far) : folds_(pass.folds) {
  for (const Fold& fold : folds_) {
    learners_.push_back(graph.node(fold.node).step.learner(graph.node(fold.node).request));
    const auto found = so_far.find(fold.node);
    models_.push_back(found == so_far.end() ? Model{} : found->second);
  }
}

Partial FoldBook::empty(std::size_t fold) const { return learners_[fold].start(folds_[fold].round, models_[fold]); }

FoldBook::Page FoldBook::new_page() const {
  Page page;
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    page.exact.push_back(learners_[fold].exact ? empty(fold) : Partial{});
    page.cells.emplace_back(learners_[fold].exact ? 0 : kCellsPerUnit);
  }
  return page;
}

void FoldBook::begin_unit(Page& page) const {
  for (std::vector<Partial>& cells : page.cells)
    for (Partial& cell : cells) cell = {};
}

void FoldBook::add(Page& page, std::size_t fold, const Window& unit, const Window& tile, ConstTileView pixels) const {
  const Learner& learner = learners_[fold];
  for (const Window& cell : tiles_of(tile, kCellPx)) {
    const TileIn in{pixels.part(static_cast<int>(cell.row - tile.row), static_cast<int>(cell.col - tile.col),
                                static_cast<int>(cell.rows), static_cast<int>(cell.cols)),
                    cell};
    if (learner.exact) {
      learner.fold(folds_[fold].round, models_[fold], in, page.exact[fold]);
      continue;
    }
    const std::int64_t number = (cell.row - unit.row) / kCellPx * kCellsAcross + (cell.col - unit.col) / kCellPx;
    Partial& partial = page.cells[fold][static_cast<std::size_t>(number)];
    partial = empty(fold);
    learner.fold(folds_[fold].round, models_[fold], in, partial);
  }
}

std::vector<Partial> FoldBook::end_unit(const Page& page) const {
  std::vector<Partial> merged(folds());
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (learners_[fold].exact) continue;
    merged[fold] = empty(fold);
    for (const Partial& cell : page.cells[fold])
      if (!is_empty(cell)) learners_[fold].merge(merged[fold], cell);
  }
  return merged;
}

void FoldBook::prepare(PassState& state) const {
  state.exact.resize(folds());
  state.by_unit.resize(folds());
  for (std::size_t fold = 0; fold < folds(); ++fold)
    if (learners_[fold].exact && is_empty(state.exact[fold])) state.exact[fold] = empty(fold);
}

void FoldBook::collect(Page& page, PassState& state) const {
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (!learners_[fold].exact) continue;
    learners_[fold].merge(state.exact[fold], page.exact[fold]);
    page.exact[fold] = empty(fold);
  }
}

Model FoldBook::finish(std::size_t fold, const PassState& state) const {
  Partial total = state.exact[fold];
  if (!learners_[fold].exact) {
    total = empty(fold);
    for (const auto& [unit, partial] : state.by_unit[fold]) learners_[fold].merge(total, partial);
  }
  return learners_[fold].finish(folds_[fold].round, models_[fold], total);
}

}  // namespace greisen
