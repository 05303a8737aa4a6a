// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/run_targets.hpp"

namespace greisen {

/// All that run.json tells of.
struct RunFacts {
  const RunOptions& options;
  Session& session;
  const LoadedSurvey& loaded;
  const EngineResult& result;
  RunState& state;
  const WantedOutputs& wanted;
  const std::vector<ModelTargets>& targets;
  std::string started;
  int exit_code = 0;
};

/// Writes run.json and checksums.sha256.
void write_run_record(const RunFacts& facts);

/// What `run --json` prints.
std::string run_json(const RunState& state, const std::vector<ModelTargets>& targets, const LoadedSurvey& loaded);

}  // namespace greisen
