// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "engine/tile_worker.hpp"

namespace greisen {

/// Copies layers of the worker's last tile into the pixels of its unit, by rows.
void copy_streamed(const TileWorker& worker, const std::vector<std::pair<int, int>>& places, const Window& unit,
                   const Window& tile, Tile& into);
/// The same in the order of a scratch file, see Scratch::place.
void copy_cells(const TileWorker& worker, const std::vector<std::pair<int, int>>& places, const Window& unit,
                const Window& tile, std::vector<float>& into);

/// From that order to rows, cut at the edge of `into`.
void copy_unit(const std::vector<float>& from, Tile& into);

}  // namespace greisen
