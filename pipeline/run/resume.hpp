// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/graph/survey_graph.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/run/stale_outputs.hpp"

namespace greisen {

/// The stale rasters and, where an interrupted run of the same rasters left its journals, what that run asked for: a
/// journal holds for the whole of what its pass wrote, also when some of it is delivered by now. Kept on scratch for
/// the next.
StaleRasters with_earlier(const SurveyGraph& graph, const StaleOutputs& stale, const RunState& state);

}  // namespace greisen
