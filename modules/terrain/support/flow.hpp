// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {

/// The layers of a step that follows water: while it works the first holds the filled heights.
inline constexpr int kFlowMain = 0;
inline constexpr int kFlowDirection = 1;
[[nodiscard]] Layer accumulation_layer();
[[nodiscard]] Layer direction_layer();

/// Phases of `find_flow`.
inline constexpr int kFindFlowPhases = 4;
/// Fills, then directs (fill.hpp, directions.hpp): filled heights in kFlowMain, codes in kFlowDirection. False: told
/// to stop.
bool find_flow(TileWork& work, const Request& request);

/// Phases of `accumulate`.
inline constexpr int kAccumulatePhases = 2;
/// Writes into kFlowMain how many pixels drain through each, itself among them. Squares are counted alone, with what
/// leaves each pixel of their rims; what comes in over the rims is found on these, and the squares are counted again
/// (Barnes 2017). False: told to stop. Memory: some 40 bytes a pixel of a rim.
bool accumulate(TileWork& work);

/// A pixel of the grid.
struct Place {
  std::int64_t row = 0;
  std::int64_t col = 0;
  auto operator<=>(const Place&) const = default;
};

/// Phases of `mark_catchments`.
inline constexpr int kCatchmentPhases = 2;
/// Writes into kFlowMain the number (from 1 on) of the first outlet to which each pixel drains, 0 for none. `outlets`:
/// no two at one place. `marked` gets each square as it is written, one at a time, in any order. False: told to stop.
bool mark_catchments(TileWork& work, const std::vector<Place>& outlets,
                     const std::function<void(const Window&, ConstTileView)>& marked);

}  // namespace greisen::terrain
