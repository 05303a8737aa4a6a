// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "pipeline/graph/loaded_survey.hpp"

namespace greisen {

struct RunOptions {
  std::string survey;
  std::string folder;         ///< empty: `run` beside the survey
  bool reads_pixels = false;  ///< a run: shifts between scenes are measured first
  /// Files that proved damaged while they were read: scenes that need them are left out.
  std::vector<std::string> damaged = {};
  bool strict = false;        ///< a declined model fails the run (exit 5) before anything is computed
  bool renew_report = false;  ///< the report is made again though it stands
  bool wants_keys = false;    ///< inputs are hashed: a run, and what compares with one
  bool repair = false;        ///< nothing is taken on trust: every file of the run and every input is hashed
};

/// What `plan` prints and `run` checks before it reads a pixel.
VerbResult plan_survey(const RunOptions& options, Session& session);

/// The main job (contract.md, sections 1 and 3). Exit codes: 0, 5 models declined, 6 no target, 130/143 interrupted.
VerbResult run_survey(const RunOptions& options, Session& session);

LoadedSurvey load_survey(const RunOptions& options, Session& session);

std::string run_folder_of(const RunOptions& options);

}  // namespace greisen
