// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/fill.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "terrain/support/flood.hpp"

namespace greisen::terrain {
namespace {

class Fill {
 public:
  Fill(TileWork& work, int output)
      : work_(work),
        rims_(work.rims()),
        output_(output),
        rim_heights_(rims_.size(), kMissing),
        rim_labels_(rims_.size(), 0),
        roots_(static_cast<std::size_t>(rims_.tiles())),
        spills_(roots_.size()),
        first_label_(roots_.size() + 1, 1) {}

  bool run() {
    if (!work_.for_all([this](int tile) { flood(tile); })) return false;
    join();
    return work_.for_all([this](int tile) { raise(tile); });
  }

 private:
  static std::size_t at(int tile) { return static_cast<std::size_t>(tile); }

  /// A square as if it lay alone.
  void flood(int tile) {
    thread_local Flood flood;
    thread_local Tile heights;
    const Window window = flooded(tile, flood, heights);
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      const int r = static_cast<int>(row - window.row);
      const int c = static_cast<int>(col - window.col);
      rim_heights_[number] = heights.view().at(0, r + 1, c + 1);
      rim_labels_[number] = static_cast<std::uint32_t>(std::max(0, flood.label(r, c)));
    });
    roots_[at(tile)] = flood.roots();
    spills_[at(tile)] = flood.spills();
    work_.write(output_, window, heights.view().inner(1));
  }

  Window flooded(int tile, Flood& flood, Tile& heights) const {
    const Window window = rims_.window(tile);
    work_.read(window.expanded(1), heights);
    flood.run(heights.view());
    return window;
  }

  /// A label of a square as one of all squares; the outside is one.
  [[nodiscard]] std::uint32_t global(int tile, std::uint32_t label) const {
    return label == 0 ? 0 : first_label_[at(tile)] + label - 1;
  }

  void join() {
    for (int tile = 0; tile < rims_.tiles(); ++tile)
      first_label_[at(tile) + 1] = first_label_[at(tile)] + static_cast<std::uint32_t>(roots_[at(tile)].size()) - 1;
    std::vector<Spill> all;
    for (int tile = 0; tile < rims_.tiles(); ++tile) {
      std::vector<Spill> own = std::exchange(spills_[at(tile)], {});
      for (Spill& spill : own) spill = {global(tile, spill.a), global(tile, spill.b), spill.level};
      add_seams(tile, own);
      keep_lowest(own);
      all.insert(all.end(), own.begin(), own.end());
    }
    levels_ = levels_to_outside(first_label_.back(), all);
  }

  /// Spills to neighbours in squares that come later.
  void add_seams(int tile, std::vector<Spill>& spills) const {
    rims_.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
      if (std::isnan(rim_heights_[number])) return;
      const std::uint32_t own = global(tile, rim_labels_[number]);
      for (const Neighbour& way : kNeighbours) {
        const std::int64_t r = row + way.rows;
        const std::int64_t c = col + way.cols;
        if (!rims_.inside(r, c) || rims_.tile_at(r, c) <= tile) continue;
        const std::size_t other = rims_.number(r, c);
        if (std::isnan(rim_heights_[other])) continue;
        const std::uint32_t label = global(rims_.tile_at(r, c), rim_labels_[other]);
        if (label != own)
          spills.push_back(
              {std::min(own, label), std::max(own, label), std::max(rim_heights_[number], rim_heights_[other])});
      }
    });
  }

  /// Where water of other squares stands in this one.
  void raise(int tile) {
    const std::vector<float>& roots = roots_[at(tile)];
    bool any = false;
    for (std::uint32_t label = 1; label < roots.size(); ++label)
      any = any || levels_[global(tile, label)] > roots[label];
    if (!any) return;
    thread_local Flood flood;
    thread_local Tile heights;
    const Window window = flooded(tile, flood, heights);
    const TileView inner = heights.view().inner(1);
    for (int row = 0; row < inner.rows; ++row)
      for (int col = 0; col < inner.cols; ++col)
        if (const std::int32_t label = flood.label(row, col); label > 0)
          inner.at(0, row, col) =
              std::max(inner.at(0, row, col), levels_[global(tile, static_cast<std::uint32_t>(label))]);
    work_.write(output_, window, inner);
  }

  TileWork& work_;
  const Rims& rims_;
  int output_;
  std::vector<float> rim_heights_;
  std::vector<std::uint32_t> rim_labels_;
  std::vector<std::vector<float>> roots_;  ///< by square, then label
  std::vector<std::vector<Spill>> spills_;
  std::vector<std::uint32_t> first_label_;
  std::vector<float> levels_;
};

}  // namespace

bool fill(TileWork& work, int output) { return Fill(work, output).run(); }

}  // namespace greisen::terrain
