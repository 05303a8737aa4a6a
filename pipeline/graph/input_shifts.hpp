// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// Of all inputs and scenes whose datum is another than the grid's, in the order of survey_inputs(), then of scenes.
/// E4012.
std::vector<InputShift> input_shifts(const SurveyGraph& graph);

/// As run.json tells them; an accuracy that is not known is null.
std::string json_of(const std::vector<InputShift>& shifts);

}  // namespace greisen
