// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// Adds layers/terrain/*.tif where the survey gives heights. Throws E30xx, E31xx, E40xx for a file that is none.
void add_terrain(const Survey& survey, SurveyGraph& graph);

}  // namespace greisen
