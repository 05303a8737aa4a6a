// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/found_facts.hpp"

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

/// A path from the survey's folder, so that a record does not tell of the machine it was made on; what lies elsewhere
/// (URLs, archives on other volumes) stays as it is.
std::string told_path(const Survey& survey, const std::string& path);

/// Writes run.json and, of a run that is done, checksums.sha256.
void write_run_record(const RunFacts& facts);

/// What `run --json` prints.
std::string run_json(const RunState& state, const std::vector<ModelOutcome>& outcomes, const LoadedSurvey& loaded);

}  // namespace greisen
