// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"

namespace greisen {

/// report.html; empty where the survey asks for none (outputs.report).
std::vector<std::string> report_files(const LoadedSurvey& loaded);
/// Changes with anything the report depends on; `results` stands for the keys of rasters, targets and maps.
std::string report_key(const LoadedSurvey& loaded, const std::string& results);
/// Writes it from the files that stand in the run's folder.
void write_report(const LoadedSurvey& loaded, const WantedOutputs& wanted, RunState& state, Session& session);

}  // namespace greisen
