// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/survey/inputs/input.hpp"
#include "raster/grid.hpp"
#include "targets/target.hpp"

namespace greisen {

/// Tells the targets what of the survey lies about them: known occurrences, land use.
void annotate_targets(const SurveyData& data, const Grid& grid, std::vector<targets::Target>& targets);

/// Changes with the files that it reads.
std::string key_of_annotations(const Survey& survey, InputHashes& inputs);

}  // namespace greisen
