// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/survey/inputs/input.hpp"

namespace greisen {

/// Kinds of lines: distances to them may be evidence, copies of them are delivered.
std::vector<SurveyInput> line_inputs();
/// Is this the key of such a kind?
bool is_lines(const std::string& key);
/// What the survey gives of a kind; empty: nothing.
const geo::VectorFile& lines_of(const Survey& survey, const std::string& key);

}  // namespace greisen
