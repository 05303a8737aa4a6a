// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/problems.hpp"
#include "pipeline/survey/survey.hpp"
#include "raster/tile_reader.hpp"

namespace greisen {

/// Throws E4205 where the survey does not name the shapes: its `faults` or `contacts`, or a geological map whose legend
/// has units of that role.
void need_shapes(const Survey& survey, const std::string& what);

/// Metres to the nearest of the shapes, at most kMostMetres, everywhere on the grid; 0 within polygons, but for those
/// of contacts, whose outlines they are. W3206 where none lies so near.
inline constexpr double kMostMetres = 20'000;
Raster distance_raster(const Survey& survey, const std::string& what, const Grid& grid, Log& log);
/// Those of `needed` (faults, contacts, roles of the legend) that the survey gives, and its faults and contacts in any
/// case; what is wrong with them is gathered.
std::map<std::string, Raster> distance_rasters(const Survey& survey, const std::set<std::string>& needed,
                                               const Grid& grid, Log& log, SurveyProblems& problems);
/// Changes with the files that distance_raster reads.
std::string key_of_shapes(const Survey& survey, const std::string& what, InputHashes& inputs);

}  // namespace greisen
