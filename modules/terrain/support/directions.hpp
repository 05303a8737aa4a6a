// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {

/// Codes of the layer of directions beside those of kNeighbours.
inline constexpr float kLeavesMap = 0;

/// Phases of `direct`.
inline constexpr int kDirectPhases = 2;

/// Writes where water flows from each pixel of filled heights, an output of the step, as codes: to the neighbour to
/// which the ground falls most steeply (O'Callaghan and Mark 1984), out of the map where none is lower and the map
/// ends, and on level ground by the fewest steps to where the level ends. Of neighbours as steep that with the fewest
/// such steps is taken, of those the first of kNeighbours. No order of work shows: the steps are shortest ways, found
/// square by square until none gets shorter. False: told to stop. Memory: heights and steps of the rims.
bool direct(TileWork& work, const Request& request, int filled, int directions);

}  // namespace greisen::terrain
