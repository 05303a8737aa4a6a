// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/target_heights.hpp"

#include <utility>
#include <vector>

#include "pipeline/products/targets/kept_layers.hpp"
#include "targets/target_ground.hpp"

namespace greisen {

void add_heights(const SurveyGraph& graph, const EngineResult& result, std::vector<targets::Target>& targets) {
  if (!graph.terrain) return;
  const targets::TargetGround ground(targets::grounds_of(targets), graph.graph->grid(), graph.area.crs);
  for (const auto& [port, value] : {std::pair{graph.terrain->elevation, &targets::Target::elevation_m},
                                    {graph.terrain->slope, &targets::Target::slope_deg}}) {
    if (!is_kept(result, port)) continue;
    const auto values = ground.values(kept_layers(result, {port}));
    for (std::size_t i = 0; i < targets.size(); ++i) targets[i].*value = values[i].mean;
  }
}

}  // namespace greisen
