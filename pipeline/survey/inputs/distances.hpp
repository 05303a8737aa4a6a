// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "geo/vectors/distance.hpp"
#include "pipeline/survey/inputs/input.hpp"

namespace greisen {

/// What is further from shapes has this distance to them.
inline constexpr double kMostMetres = 20'000;

/// Metres to the nearest of the shapes, at most kMostMetres, everywhere on the grid; 0 within polygons, but for those
/// of contacts, whose outlines they are. Made where evidence asks for it. W3206 where none lies so near; `file`:
/// theirs.
void add_distance(const std::string& what, geo::DistanceShapes shapes, const geo::VectorFile& file,
                  const Loading& loading, SurveyData& data);

/// Throws E4205 where the survey does not name the shapes: a kind of lines, or a geological map whose legend has units
/// of that role.
void need_shapes(const Survey& survey, const SurveyData& data, const std::string& what);
/// Changes with the files that distances to the shapes come from.
std::string key_of_shapes(const Survey& survey, const std::string& what, InputHashes& inputs);

}  // namespace greisen
