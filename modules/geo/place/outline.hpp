// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/place/shapes.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// Pixels [begin, end) of a row.
struct RowRun {
  std::int64_t row = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  auto operator<=>(const RowRun&) const = default;
};

/// The pixels' outline along their edges, vertices at corners only: one polygon per 4-connected part, in the order of
/// their topmost, then leftmost corner; the shell first, then its holes in the same order; each ring begins at that
/// corner and runs with the pixels to its left (shells counter-clockwise, holes clockwise). Rings are simple: where
/// pixels meet only at a corner, rings touch and do not cross. `runs`: sorted, touching ones of a row joined.
[[nodiscard]] std::vector<Polygon> outline(std::span<const RowRun> runs, const Grid& grid);

}  // namespace greisen::geo
