// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/survey.hpp"
#include "raster/grid.hpp"
#include "targets/target.hpp"

namespace greisen {

/// Fills what lies about the targets: the nearest known occurrence and its distance in metres (0 inside), those inside
/// or nearer than their own position is sure (they are known, not found), and the land use they lie in with its share
/// ("Natura 2000 (35 %)"). Nothing is dropped.
void annotate_targets(const Survey& survey, const Grid& grid, std::vector<targets::Target>& targets);

/// Changes with the files that it reads.
std::string key_of_annotations(const Survey& survey, InputHashes& inputs);

}  // namespace greisen
