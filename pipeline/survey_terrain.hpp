// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/engine/engine.hpp"
#include "pipeline/survey_graph.hpp"
#include "targets/target.hpp"

namespace greisen {

/// The files that hold the survey's heights.
std::vector<std::string> dem_files(const Survey& survey);

/// Adds layers/terrain/*.tif where the survey gives heights. Throws E30xx, E31xx, E40xx for a file that is none.
void add_terrain(const Survey& survey, SurveyGraph& graph);

/// Tells how much of the ground has heights, and what of them is none. E4025 (neighbours that no ground parts so: an
/// undeclared void), E4026 (none of the ground).
void check_heights(const Survey& survey, const Grid& grid, Log& log);

/// Sets how high and how steep the targets lie, from the run's scratch.
void add_heights(const SurveyGraph& graph, const EngineResult& result, std::vector<targets::Target>& targets);

}  // namespace greisen
