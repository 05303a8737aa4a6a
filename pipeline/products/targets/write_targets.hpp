// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"
#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"
#include "targets/target.hpp"

namespace greisen {

/// The targets of one model, and one sentence on them.
struct ModelTargets {
  std::string model;
  double threshold = 0;
  double judged_share = 0;  ///< of the area, 0-1, in which the model has a score
  std::vector<targets::Target> targets;
  std::vector<targets::Target> set_aside;  ///< that look like something else (Lookalike::kSetAsideRisk)
  std::int64_t too_small = 0;
  std::int64_t too_few_families = 0;
  std::int64_t too_round = 0;  ///< for the model's least elongation
  std::int64_t below_null = 0;
  std::int64_t below_least = 0;  ///< of the model's least score
  double null_score = 0;         ///< NaN: not known
  std::string text;
};

/// targets.gpkg and its like, below the run's folder.
const std::vector<std::string>& target_files();
/// Do the targets read this raster of the run?
bool targets_need(const std::string& raster);
/// Changes with anything the targets depend on; `rasters` stands for the keys of all rasters.
std::string targets_key(const LoadedSurvey& loaded, const std::string& rasters);

/// Finds, filters and writes the targets of all models.
std::vector<ModelTargets> write_targets(const LoadedSurvey& loaded, const EngineResult& result,
                                        const WantedOutputs& wanted, RunState& state, Session& session);

}  // namespace greisen
