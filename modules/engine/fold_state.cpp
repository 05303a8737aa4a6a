// SPDX-License-Identifier: Apache-2.0
#include "engine/fold_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hash.hpp"

namespace greisen {
namespace {

constexpr int kCellsAcross = kUnitPx / kCellPx;
bool is_empty(const Partial& partial) { return partial.sums.empty() && partial.counts.empty(); }

}  // namespace

FoldState::FoldState(const Graph& graph, const Pass& pass, const Models& so_far)
    : folds_(pass.folds), seed_(graph.seed()), tree_(Units(graph.grid())) {
  for (const Fold& fold : folds_) {
    shapes_.push_back(&graph.node(fold.node).shape);
    layers_.push_back(static_cast<int>(graph.node(fold.node).inputs.size()));
    bounds_.emplace_back(std::numeric_limits<std::uint64_t>::max());
    learners_.push_back(graph.node(fold.node).step.learner(graph.node(fold.node).request));
    const auto found = so_far.find(fold.node);
    models_.push_back(found == so_far.end() ? Model{} : found->second);
  }
}

Partial FoldState::empty(std::size_t fold) const { return learners_[fold].start(folds_[fold].round, models_[fold]); }

FoldState::Page FoldState::new_page() const {
  Page page;
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    page.exact.push_back(counts(fold) ? empty(fold) : Partial{});
    page.cells.emplace_back(sums(fold) ? kCellsPerUnit : 0);
  }
  page.samples.resize(folds());
  return page;
}

void FoldState::begin_unit(Page& page) const {
  for (std::vector<Partial>& cells : page.cells)
    for (Partial& cell : cells) cell = {};
  for (LeastHashes& sample : page.samples) sample = {};
}

void FoldState::add_sample(Page& page, std::size_t fold, const Window& tile, ConstTileView pixels) const {
  LeastHashes& sample = page.samples[fold];
  const std::uint64_t bound = bounds_[fold];
  for (int row = 0; row < pixels.rows; ++row)
    for (int col = 0; col < pixels.cols; ++col) {
      bool whole = true;
      for (int layer = 0; whole && layer < pixels.layers; ++layer)
        whole = !std::isnan(pixels.row(layer, row)[static_cast<std::size_t>(col)]);
      if (!whole) continue;
      ++sample.of;
      const LeastHashes::Pixel pixel{hash_pixel(seed_, tile.row + row, tile.col + col), tile.row + row, tile.col + col};
      if (pixel.hash > bound) continue;
      sample.pixels.push_back(pixel);
      for (int layer = 0; layer < pixels.layers; ++layer)
        sample.values.push_back(pixels.row(layer, row)[static_cast<std::size_t>(col)]);
    }
}

void FoldState::add(Page& page, std::size_t fold, const Window& unit, const Window& tile, ConstTileView pixels) const {
  if (samples(fold)) {
    add_sample(page, fold, tile, pixels);
    return;
  }
  const Learner& learner = learners_[fold];
  const int around = 2 * reach_px(fold);
  for (const Window& cell : tiles_of(tile, kCellPx)) {
    const TileIn in{pixels.part(static_cast<int>(cell.row - tile.row), static_cast<int>(cell.col - tile.col),
                                static_cast<int>(cell.rows) + around, static_cast<int>(cell.cols) + around),
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

std::vector<Partial> FoldState::end_unit(const Page& page) const {
  std::vector<Partial> merged(folds());
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (!sums(fold)) continue;
    merged[fold] = empty(fold);
    for (const Partial& cell : page.cells[fold])
      if (!is_empty(cell)) learners_[fold].merge(merged[fold], cell);
  }
  return merged;
}

std::size_t FoldState::most_bytes(const Node& node, const Units& units, int threads) {
  const auto workers = static_cast<std::size_t>(threads);
  if (node.shape.sample_px > 0) {
    const double pixels = static_cast<double>(node.shape.sample_px) * (1 + LeastHashes::kSpare) +
                          static_cast<double>(threads) * kUnitPx * kUnitPx;
    return static_cast<std::size_t>(pixels) * (sizeof(LeastHashes::Pixel) + sizeof(float) * node.inputs.size());
  }
  const std::size_t partials =
      node.step.learner(node.request).exact ? workers + 1 : workers * (kCellsPerUnit + 1) + UnitTree(units).most_open();
  return partials * node.shape.partial_bytes;
}

void FoldState::prepare(PassState& state, const std::vector<std::int64_t>& units) {
  state.exact.resize(folds());
  state.subtrees.resize(folds());
  state.samples.resize(folds());
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (counts(fold) && is_empty(state.exact[fold])) state.exact[fold] = empty(fold);
    if (samples(fold)) bounds_[fold] = state.samples[fold].prune(shapes_[fold]->sample_px);
  }
  for (const std::int64_t unit : units) tree_.expect(unit);
}

void FoldState::add_unit(std::int64_t unit, std::vector<Partial> merged, const Page& page, PassState& state) {
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (!samples(fold)) continue;
    state.samples[fold].append(page.samples[fold]);
    bounds_[fold] = state.samples[fold].prune(shapes_[fold]->sample_px);
  }
  tree_.done(unit, [&](UnitTree::Node node) {
    for (std::size_t fold = 0; fold < folds(); ++fold) {
      if (!sums(fold)) continue;
      auto& parts = state.subtrees[fold];
      if (node == tree_.leaf(unit)) {
        if (!is_empty(merged[fold])) parts[node] = std::move(merged[fold]);
        continue;
      }
      for (const UnitTree::Node half : {2 * node, 2 * node + 1}) {
        const auto part = parts.find(half);
        if (part == parts.end()) continue;  // none of its units is wanted
        if (const auto whole = parts.find(node); whole != parts.end()) {
          learners_[fold].merge(whole->second, part->second);
        } else {
          parts[node] = std::move(part->second);
        }
        parts.erase(half);
      }
    }
  });
}

void FoldState::collect(Page& page, PassState& state) const {
  for (std::size_t fold = 0; fold < folds(); ++fold) {
    if (!counts(fold)) continue;
    learners_[fold].merge(state.exact[fold], page.exact[fold]);
    page.exact[fold] = empty(fold);
  }
}

Model FoldState::finish(std::size_t fold, const PassState& state, const Watch& watch) const {
  if (samples(fold))
    return learners_[fold].learn(state.samples[fold].sample(shapes_[fold]->sample_px, layers_[fold]), watch);
  Partial total = state.exact[fold];
  if (sums(fold)) {
    total = empty(fold);
    if (const auto root = state.subtrees[fold].find(1); root != state.subtrees[fold].end())
      learners_[fold].merge(total, root->second);
  }
  return learners_[fold].finish(folds_[fold].round, models_[fold], total, watch);
}

}  // namespace greisen
