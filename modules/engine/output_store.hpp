// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "engine/scratch.hpp"
#include "geo/write/cog_tiles.hpp"

namespace greisen {

/// Where the pixels of a store go: a scratch file and the tiles of a file (any order, can be resumed), or a stream (in
/// order, cannot).
struct OutputStore {
  std::unique_ptr<Scratch> scratch;
  std::unique_ptr<geo::CogTiles> tiles;
  std::function<void(const Window& unit, ConstTileView pixels)> stream;

  [[nodiscard]] bool is_kept() const { return scratch || tiles; }
  /// Writes a unit whose pixels lie as Scratch::place says; `room` is for the tiles. Adds the hashes of what was
  /// written.
  void write(std::int64_t unit, const Window& window, const std::vector<float>& pixels, Tile& room,
             std::vector<std::uint64_t>& hashes) const;
  /// Adds the hashes of what stands on disk, in the same order.
  void add_hashes(std::int64_t unit, std::vector<std::uint64_t>& hashes) const;
  /// What an earlier process left of these units is there; nothing else is.
  void resume(const std::set<std::int64_t>& units) const;
  void sync() const;
};

}  // namespace greisen
