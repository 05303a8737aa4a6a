// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"

namespace greisen {

/// What a run found out while it computed and its record tells: kept with the run's state under keys of what it was
/// computed from, so that a later run that need not compute it, or that goes on after one that failed, tells the same.

/// Pixels taken away for each reason over the whole grid, by its word; `judged` are those that none took.
using PixelsByReason = std::map<std::string, std::uint64_t>;
std::optional<PixelsByReason> pixels_by_reason(const RunState& state, const SurveyGraph& graph);

/// Percentiles that a step learnt, as JSON text; "null" where they are not known.
std::string percentiles_json(const RunState& state, const Graph& graph, int node);

/// Keeps what the engine found, before anything is written that would spare computing it again.
void keep_facts(RunState& state, const SurveyGraph& graph, const EngineResult& result);

/// Do run.json and checksums.sha256 stand as a run of this survey that is done wrote them?
bool record_holds(const LoadedSurvey& loaded, const RunState& state);

}  // namespace greisen
