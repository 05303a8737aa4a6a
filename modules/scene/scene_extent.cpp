// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "geo/place/grid_of.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

Window extent_on(const Scene& scene, const Grid& grid) {
  Window all;
  for (const Grid& footprint : scene.footprints) {
    if (footprint.crs.empty() || grid.crs.empty()) return {};
    const Window one = geo::footprint_on(footprint, grid);
    if (one.empty()) continue;
    const std::int64_t left = all.empty() ? one.col : std::min(all.col, one.col);
    const std::int64_t top = all.empty() ? one.row : std::min(all.row, one.row);
    const std::int64_t right = std::max(all.col + all.cols, one.col + one.cols);
    const std::int64_t bottom = std::max(all.row + all.rows, one.row + one.rows);
    all = {left, top, right - left, bottom - top};
  }
  return all;
}

}  // namespace greisen::scene
