// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// Measures how far each scene lies from the first scene before it that covers the same ground (finest sensor and
/// newest date first), on the survey's grid and in its pixels, and writes what was found into the scene's decisions.
/// A consistent shift of 0.3 to 3 px is taken out of the scene's place, unless the survey only wants it reported;
/// beyond 3 px the scene is left out. Reads pixels: up to 25 cells of 128 px a scene.
void register_scenes(const Survey& survey, std::vector<SensorUse>& uses, const Grid& grid, Log& log,
                     std::vector<std::string>& left_out);

}  // namespace greisen
