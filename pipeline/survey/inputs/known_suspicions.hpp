// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "geo/place/area.hpp"
#include "geo/vectors/occurrences.hpp"
#include "raster/grid.hpp"

namespace greisen {

/// Tells (W3202) of occurrences that lie outside the survey's grid and would lie in it with their coordinates exchanged
/// or without a sign that they lack, and how far the nearest is where none lies in it.
void tell_suspicions(const std::vector<geo::Occurrence>& known, const std::string& file, const Grid& grid,
                     const geo::Area& area, Log& log);

}  // namespace greisen
