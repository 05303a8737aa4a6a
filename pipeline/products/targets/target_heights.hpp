// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/engine.hpp"
#include "pipeline/graph/survey_graph.hpp"
#include "targets/target.hpp"

namespace greisen {

/// Sets how high and how steep the targets lie, from the run's scratch.
void add_heights(const SurveyGraph& graph, const EngineResult& result, std::vector<targets::Target>& targets);

}  // namespace greisen
