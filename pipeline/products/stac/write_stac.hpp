// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"

namespace greisen {

/// stac/*.json; empty where the survey asks for none (outputs.stac).
std::vector<std::string> stac_files(const LoadedSurvey& loaded);
/// Changes with anything the catalogue depends on; `results` stands for the keys of all other files.
std::string stac_key(const LoadedSurvey& loaded, const std::string& results);
/// Writes them from the files that stand in the run's folder.
void write_stac(const LoadedSurvey& loaded, const WantedOutputs& wanted, RunState& state);

}  // namespace greisen
