// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// Adds layers/terrain/*.tif where the survey gives heights.
void add_terrain(const Survey& survey, SurveyGraph& graph);

}  // namespace greisen
