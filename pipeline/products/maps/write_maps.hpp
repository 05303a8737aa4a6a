// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"

namespace greisen {

/// What a geologist opens: styles beside the rasters, inputs.gpkg, not_judged.gpkg and project.qgz, below the run's
/// folder. Empty where the survey asks for none (outputs.qgis).
std::vector<std::string> map_files(const LoadedSurvey& loaded);
/// Changes with anything those files depend on; `results` stands for the keys of rasters and targets.
std::string maps_key(const LoadedSurvey& loaded, const std::string& results);
/// Changes with the styles of one GeoPackage.
std::string styles_key(const LoadedSurvey& loaded, const std::string& file);
/// Writes them all, from the files that stand in the run's folder.
void write_maps(const LoadedSurvey& loaded, const WantedOutputs& wanted, RunState& state, Session& session);

}  // namespace greisen
