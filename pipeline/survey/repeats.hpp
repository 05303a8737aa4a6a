// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/log.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// Models, exclusions and masks that the survey names twice count once; W2102 tells of each.
void count_once(Survey& survey, Log& log);

/// Scenes that were found twice count once: those that read a same band of a same file, by whatever path or link, and
/// products of one name that lie in several places. Of two the one with more bands stays, else the first; W3102 tells.
std::vector<scene::Scene> without_repeats(std::vector<scene::Scene> scenes, Log& log);

}  // namespace greisen
