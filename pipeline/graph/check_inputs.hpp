// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// Tells what of the vectors and tables that a survey names cannot be used or looks wrong: rows without a place, points
/// far from the area or exchanged, words that no model knows, codes that map and legend do not share. What cannot be
/// read at all is for check_files() to find, before.
void tell_inputs(const Survey& survey, const SurveyGraph& graph, const Catalogue& catalogue, Log& log);

}  // namespace greisen
