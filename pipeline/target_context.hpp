// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "geo/crs.hpp"
#include "pipeline/input_hashes.hpp"
#include "pipeline/survey.hpp"
#include "raster/grid.hpp"
#include "targets/target.hpp"

namespace greisen {

/// Fills what lies about the targets: the nearest known occurrence and its distance in metres (0 inside), those inside
/// or nearer than their own position is sure (they are known, not found), and the land use they lie in with its share
/// ("Natura 2000 (35 %)"). Nothing is dropped. Of no targets it reads the files all the same, so that what is wrong
/// with them shows before anything is computed.
void add_context(const Survey& survey, const Grid& grid, std::vector<targets::Target>& targets, Log& log);

/// Changes with the files that it reads.
std::string key_of_context(const Survey& survey, InputHashes& inputs);

}  // namespace greisen
