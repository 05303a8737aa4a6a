// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/terrain.hpp"

#include <string>
#include <utility>

#include "pipeline/graph/layers.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/survey/inputs/dem.hpp"
#include "terrain/registry.hpp"

namespace greisen {

void add_terrain(const Survey& survey, SurveyGraph& graph) {
  if (!graph.data.heights) return;
  Graph& nodes = *graph.graph;
  const int dem = nodes.add_source("heights", graph.data.heights->raster, key_of_heights(survey, *graph.inputs));
  TerrainUse use;
  use.elevation = {dem, 0};
  use.slope = {nodes.add_step("slope", terrain::slope(), {}, {use.elevation}), 0};
  use.hillshade = {nodes.add_step("hillshade", terrain::hillshade(), {}, {use.elevation}), 0};
  for (const auto& [name, port] :
       {std::pair{"elevation", use.elevation}, {"slope", use.slope}, {"hillshade", use.hillshade}})
    add_raster(graph, {port}, {.path = layer_file("terrain", name)});
  graph.terrain = use;
}

}  // namespace greisen
