// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/targets/outcomes.hpp"

namespace greisen {

/// All that run.json tells of.
struct RunFacts {
  Session& session;
  const LoadedSurvey& loaded;
  const EngineResult& result;
  RunState& state;
  const std::vector<ModelOutcome>& outcomes;
  std::string started;
  int exit_code = 0;
  std::string status = "done";      ///< or "failed", "interrupted": then what was asked and what stands is told
  std::string error_json = "null";  ///< what ended it, as --json prints it
};

/// Writes run.json and, of a run that is done, checksums.sha256.
void write_run_record(const RunFacts& facts);

/// What `run --json` prints.
std::string run_json(const RunState& state, const std::vector<ModelOutcome>& outcomes, const LoadedSurvey& loaded);

}  // namespace greisen
