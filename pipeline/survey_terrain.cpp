// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey_terrain.hpp"

#include <cmath>
#include <filesystem>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "filters/registry.hpp"
#include "geo/area.hpp"
#include "geo/band_source.hpp"
#include "geo/crs.hpp"
#include "geo/grid_of.hpp"
#include "pipeline/survey_inputs.hpp"
#include "pipeline/survey_layers.hpp"
#include "pipeline/target_ground.hpp"

namespace greisen {
namespace {

constexpr double kMetresPerFoot = 0.3048;

geo::BandSource heights_of(const Survey& survey, const Grid& grid) {
  geo::BandSource source;
  source.path = path_in(survey, survey.dem);
  source.layer = {"elevation", "m", "height of the ground", "",
                  printable(std::filesystem::path(survey.dem).filename().string())};
  const geo::FileInfo info = geo::file_info(source.path);
  if (!info.bands.empty()) {
    const std::string unit = lower(info.bands.front().unit);
    const bool feet = unit == "ft" || unit == "foot" || unit == "feet" || unit == "us survey foot";
    source.scale = info.bands.front().scale * (feet ? kMetresPerFoot : 1);
    source.offset = info.bands.front().offset * (feet ? kMetresPerFoot : 1);
  }
  double own_m = 0;
  if (info.upright && !info.grid.crs.empty()) {
    const PixelSize own = geo::pixel_sizes(info.grid)(info.grid.rows / 2);
    own_m = std::sqrt(own.width_m * own.height_m);
  }
  source.resampling =
      own_m > 0 && own_m < 0.5 * geo::pixel_metres(grid) ? geo::Resampling::average : geo::Resampling::cubic;
  return source;
}

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

void add_terrain(const Survey& survey, SurveyGraph& graph) {
  if (survey.dem.empty()) return;
  Graph& nodes = *graph.graph;
  const geo::BandSource heights = heights_of(survey, nodes.grid());
  const int dem = nodes.add_source("heights", geo::raster_of({heights}, nodes.grid()),
                                   "heights " + key_of_source(heights, *graph.inputs));
  TerrainUse use;
  use.elevation = {dem, 0};
  use.slope = {nodes.add_step("slope", filters::slope(), {}, {use.elevation}), 0};
  use.hillshade = {nodes.add_step("hillshade", filters::hillshade(), {}, {use.elevation}), 0};
  for (const auto& [name, port] :
       {std::pair{"elevation", use.elevation}, {"slope", use.slope}, {"hillshade", use.hillshade}})
    add_raster(graph, {port}, {.path = std::string("layers/terrain/") + name + ".tif"});
  graph.terrain = use;
}

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
      const StoreTarget& store = result.targets[static_cast<std::size_t>(place->second.first)];
      if (store.scratch) *value = mean_of(*store.scratch, place->second.second, window, inside.view());
    }
  }
}

}  // namespace greisen
