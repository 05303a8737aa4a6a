// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/survey/inputs/input.hpp"

namespace greisen {

/// All kinds of input beside scenes, the area first, in the order of their tables in inputs.gpkg.
const std::vector<SurveyInput>& survey_inputs();
/// The row of a key of the survey.
const SurveyInput& survey_input(const std::string& key);

SurveyInput area_input();
SurveyInput mask_input();
SurveyInput occurrences_input();
SurveyInput dem_input();
SurveyInput geology_input();
SurveyInput exclude_input();

}  // namespace greisen
