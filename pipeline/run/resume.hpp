// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/graph/survey_graph.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"
#include "pipeline/run/run.hpp"

namespace greisen {

/// Per raster of the survey: what the engine is asked for.
struct EngineWants {
  std::vector<bool> sinks;
  std::vector<bool> files;  ///< of these, to become files
};

/// What is wanted and, where an interrupted run of the same rasters left its journals, what that run asked for: a
/// journal holds for the whole of what its pass wrote, also when some of it is delivered by now. Kept on scratch for
/// the next.
EngineWants engine_wants(const SurveyGraph& graph, const WantedOutputs& wanted, const RunState& state);

}  // namespace greisen
