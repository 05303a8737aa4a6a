// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey_terrain.hpp"

#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "filters/registry.hpp"
#include "geo/area.hpp"
#include "geo/crs.hpp"
#include "geo/heights.hpp"
#include "geo/vsi.hpp"
#include "pipeline/check_inputs.hpp"
#include "pipeline/survey_inputs.hpp"
#include "pipeline/survey_layers.hpp"
#include "pipeline/target_ground.hpp"

namespace greisen {
namespace {

geo::HeightFiles files_of(const Survey& survey) {
  return {path_in(survey, survey.dem.path), survey.dem.crs, survey.dem.nodata};
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

std::string key_of_heights(const Survey& survey, InputHashes& inputs) {
  std::string key = "heights 2 " + survey.dem.crs;
  for (const double missing : survey.dem.nodata) key += " " + format_number(missing);
  for (const std::string& file : dem_files(survey)) key += "\n" + inputs.content_of({file, geo::InputKind::raster});
  return key;
}

}  // namespace

std::vector<std::string> dem_files(const Survey& survey) {
  if (survey.dem.path.empty()) return {};
  return geo::tiles_of(files_of(survey));
}

void check_heights(const Survey& survey, const Grid& grid, Log& log) {
  if (survey.dem.path.empty()) return;
  const geo::Heights heights = geo::read_heights(files_of(survey), grid);
  const geo::HeightFacts facts = geo::look_at_heights(heights, grid);
  const std::string file = printable(survey.dem.path, 200);
  tell_notes(heights.notes, log);
  if (facts.jump) {
    const geo::HeightJump& jump = *facts.jump;
    throw Error({"E4025",
                 fmt::format("heights of {} and {} m stand side by side at {}, {} ({} such neighbours)",
                             format_number(jump.from_m), format_number(jump.to_m), format_number(jump.place.x),
                             format_number(jump.place.y), jump.count),
                 {jump.path, 0, 0, {}},
                 fmt::format("name the value that is no height: dem: {{path: {}, nodata: VALUE}}, or fill such pixels "
                             "with gdal_fillnodata.py",
                             json_string(survey.dem.path))});
  }
  for (const auto& [value, pixels] : facts.voids)
    log.warn("W3301", fmt::format("{}: {} pixels hold {} m, which is no height of ground: they are missing", file,
                                  pixels, format_number(value)));
  if (facts.covered <= 0)
    throw Error({"E4026",
                 "its heights do not reach the survey's ground",
                 {survey.dem.path, 0, 0, {}},
                 "give heights of this ground, or their right CRS: dem: {path: FILE, crs: EPSG:…}"});
  if (facts.covered < 0.9995)
    log.warn("W3302", fmt::format("{}: heights cover {:.1f} % of the area and its margin; terrain is missing elsewhere",
                                  file, 100 * facts.covered));
}

void add_terrain(const Survey& survey, SurveyGraph& graph) {
  if (survey.dem.path.empty()) return;
  Graph& nodes = *graph.graph;
  const int dem = nodes.add_source("heights", geo::read_heights(files_of(survey), nodes.grid()).raster,
                                   key_of_heights(survey, *graph.inputs));
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
