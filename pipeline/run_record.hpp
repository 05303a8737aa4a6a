// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/input_hashes.hpp"
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
  std::string status = "done";  ///< or "failed", "interrupted": then what was asked and what stands is told
  std::map<std::string, std::string, std::less<>> earlier_outcomes = {};  ///< of models whose targets were kept
  InputHashes* hashes = nullptr;                                          ///< of a run that is done
  std::string error_json = "null";                                        ///< what ended it, as --json prints it
};

/// A path from the survey's folder, so that a record does not tell of the machine it was made on; what lies elsewhere
/// (URLs, archives on other volumes) stays as it is.
std::string told_path(const Survey& survey, const std::string& path);

/// What the survey reads from this machine's disks: scenes, area, maps, heights; each once, in their order.
std::vector<std::string> input_files(const LoadedSurvey& loaded);

/// Writes run.json and, of a run that is done, checksums.sha256.
void write_run_record(const RunFacts& facts);

/// What `run --json` prints.
std::string run_json(const RunState& state, const std::vector<ModelTargets>& targets, const LoadedSurvey& loaded);

}  // namespace greisen
