// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/engine/engine.hpp"
#include "pipeline/survey_graph.hpp"
#include "targets/target.hpp"

namespace greisen {

/// Adds layers/terrain/*.tif where the survey gives heights. Throws E30xx, E31xx, E40xx for a file that is none.
void add_terrain(const Survey& survey, SurveyGraph& graph);

/// Sets how high and how steep the targets lie, from the run's scratch.
void add_heights(const SurveyGraph& graph, const EngineResult& result, std::vector<targets::Target>& targets);

}  // namespace greisen
