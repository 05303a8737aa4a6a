// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/survey_graph.hpp"
#include "pipeline/verb.hpp"

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

/// Survey, catalogue and data put together; the catalogue is extended by the survey's own folder.
struct LoadedSurvey {
  Survey survey;
  std::unique_ptr<Catalogue> catalogue;
  SurveyGraph graph;
};
LoadedSurvey load_survey(const RunOptions& options, Session& session);

std::string run_folder_of(const RunOptions& options);

/// Which sinks must be computed: those whose file is not there as wanted, and those the targets need.
struct WantedOutputs {
  std::vector<bool> sinks;                  ///< to compute
  std::vector<bool> files;                  ///< of these, to write as files
  std::map<std::string, std::string> keys;  ///< path → key, of everything the run delivers
  std::map<std::string, std::string> why;   ///< path → why it is made again, of what is
  std::string targets_key;                  ///< of the targets' files; empty without models
  bool targets = false;
  bool maps = false;    ///< styles and project
  bool report = false;  ///< report.html
  bool stac = false;    ///< stac/*.json
  bool sheet = false;   ///< sheet.pdf, .png, .svg
};

}  // namespace greisen
