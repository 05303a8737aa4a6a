// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/log.hpp"
#include "catalogue/catalogue.hpp"
#include "pipeline/survey/problems.hpp"

namespace greisen {

/// Gathers what can be seen of a survey by itself: files that are not there (E3001; of scenes, find_scenes tells it),
/// models, layers and sensors that no catalogue has (E2201), formulas that cannot be read (E23xx).
void check_names(const Survey& survey, const Catalogue& catalogue, SurveyProblems& problems);

/// Gathers what is wrong with the scenes of a survey whose area or grid is unknown.
void check_scenes(const Survey& survey, const Catalogue& catalogue, Log& log, SurveyProblems& problems);

}  // namespace greisen
