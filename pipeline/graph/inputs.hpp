// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/survey_graph.hpp"
#include "pipeline/survey/inputs/content.hpp"

namespace greisen {

/// All that a survey is computed from, beside its own file: the bands of the scenes that are read and the files that
/// tell of them, area, heights, maps, tables, and what the survey's folder adds to the catalogue.
std::vector<Input> inputs_of(const Survey& survey, const std::vector<SensorUse>& sensors);

/// Of its own models and look-alikes, of those that take part.
std::string content_of_models(const Survey& survey, const SurveyGraph& graph);
}  // namespace greisen
