// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"

namespace greisen {

/// sheet.pdf, sheet.png, sheet.svg; none where the survey asks for none (outputs.sheet).
std::vector<std::string> sheet_files(const LoadedSurvey& loaded);
/// Changes with anything the sheet depends on; `results` stands for the keys of rasters, targets and maps.
std::string sheet_key(const LoadedSurvey& loaded, const std::string& results);
/// Writes them from the files that stand in the run's folder.
void write_sheet(const LoadedSurvey& loaded, const WantedOutputs& wanted, RunState& state, Session& session);

}  // namespace greisen
