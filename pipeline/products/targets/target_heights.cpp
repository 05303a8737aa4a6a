// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/target_heights.hpp"

#include <cmath>
#include <utility>

#include "geo/place/area.hpp"
#include "pipeline/products/targets/target_ground.hpp"

namespace greisen {
namespace {

/// Of the target's measured pixels; unknown where there is none.
double mean_of(const Scratch& scratch, int layer, const Window& window, ConstTileView inside) {
  Tile tile(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  scratch.read(window, std::vector<int>{layer}, tile.view());
  double sum = 0;
  double count = 0;
  for (int row = 0; row < inside.rows; ++row)
    for (int col = 0; col < inside.cols; ++col) {
      const float value = tile.view().at(0, row, col);
      if (!(inside.at(0, row, col) > 0.5F) || std::isnan(value)) continue;
      sum += static_cast<double>(value);
      ++count;
    }
  return count > 0 ? sum / count : targets::Target::kUnknown;
}

}  // namespace

void add_heights(const SurveyGraph& graph, const EngineResult& result, std::vector<targets::Target>& targets) {
  if (!graph.terrain) return;
  const Grid& grid = graph.graph->grid();
  for (targets::Target& target : targets) {
    const Window window = window_of(target.polygons, grid);
    if (window.empty()) continue;
    Tile inside(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    geo::AreaMask({graph.area.crs, target.polygons, {}, {}}, grid).fill(window, inside.view());
    for (const auto& [port, value] :
         {std::pair{graph.terrain->elevation, &target.elevation_m}, {graph.terrain->slope, &target.slope_deg}}) {
      const auto place = result.plan.stored.find(port);
      if (place == result.plan.stored.end()) continue;
      const OutputStore& store = result.targets[static_cast<std::size_t>(place->second.first)];
      if (store.scratch) *value = mean_of(*store.scratch, place->second.second, window, inside.view());
    }
  }
}

}  // namespace greisen
