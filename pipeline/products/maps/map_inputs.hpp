// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/loaded_survey.hpp"

namespace greisen {

/// Tables of inputs.gpkg: the area, and what else the survey was given as shapes.
std::vector<std::string> input_tables(const LoadedSurvey& loaded);
/// The one of that name, which is there.
const geo::VectorTable& input_table(const LoadedSurvey& loaded, const std::string& name);
/// inputs.gpkg: copies of the shapes that meet the grid, in its CRS, so that the run's folder is whole wherever it is
/// carried.
void write_inputs(const LoadedSurvey& loaded, const std::string& folder);
/// Changes with what write_inputs writes.
std::string key_of_inputs(const LoadedSurvey& loaded);

/// Tables of not_judged.gpkg: one a model, or `ground` where there is none.
std::vector<std::string> not_judged_tables(const LoadedSurvey& loaded);
void write_not_judged_ground(const LoadedSurvey& loaded, const std::string& folder);

}  // namespace greisen
