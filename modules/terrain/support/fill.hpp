// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {

/// Phases of `fill`.
inline constexpr int kFillPhases = 2;

/// Writes the input's heights with every hollow filled to its lowest rim: the lowest surface, not below the ground, on
/// which a way that never rises leads from each pixel to where the map ends (the grid's edge, or missing heights).
/// Squares are flooded alone, their labels joined in a graph of spills, and raised to its levels (Barnes 2016): the
/// surface is one, so it is the same for any squares. False: told to stop. Memory: heights and labels of the squares'
/// rims and the graph.
bool fill(TileWork& work, int output);

}  // namespace greisen::terrain
