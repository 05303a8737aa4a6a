// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/datum_shift.hpp"
#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// What brings an input of the survey to the datum of its grid.
struct InputShift {
  std::string input;  ///< a file as the survey names it, a scene, or "aoi"
  geo::DatumShift shift;
};

/// Of all inputs whose datum is another than the grid's, in the survey's order. E4012.
std::vector<InputShift> input_shifts(const Survey& survey, const SurveyGraph& graph);

/// As run.json tells them; an accuracy that is not known is null.
std::string json_of(const std::vector<InputShift>& shifts);

}  // namespace greisen
