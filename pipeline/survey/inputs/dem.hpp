// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "geo/read/heights.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/survey.hpp"
#include "raster/grid.hpp"

namespace greisen {

/// What the survey says of its heights.
geo::HeightFiles height_files(const Survey& survey);
/// The files that hold them.
std::vector<std::string> dem_files(const Survey& survey);
/// Changes with the heights.
std::string key_of_heights(const Survey& survey, InputHashes& inputs);

/// Tells how much of the ground has heights, and what of them is none. E4025 (neighbours that no ground parts so: an
/// undeclared void), E4026 (none of the ground).
void check_heights(const Survey& survey, const Grid& grid, Log& log);

}  // namespace greisen
