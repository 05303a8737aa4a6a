// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/survey_graph.hpp"
#include "pipeline/survey/inputs/area.hpp"
#include "pipeline/survey/problems.hpp"

namespace greisen {

/// The survey's scenes that reach the area and its context, by sensor, newest first. What is left out is said in
/// `left_out`. What is wrong with them is gathered: E4111 where none is left, E4112 where top-of-atmosphere and surface
/// reflectance would meet. Throws where there is no grid: see geo::grid_for.
std::vector<SensorUse> find_sensors(const Survey& survey, const Catalogue& catalogue, const geo::Area& area, Log& log,
                                    std::vector<std::string>& left_out, SurveyProblems& problems);

/// The grid of a survey, and whose pixels it is laid on in words: as grid.origin says, else on pixels of the scenes.
struct SurveyGrid {
  Grid grid;
  std::string pixels;
};
SurveyGrid grid_of_survey(const Survey& survey, const geo::Area& area, const std::vector<SensorUse>& sensors, Log& log);

/// Measures and takes out shifts between the scenes, unless something is wrong; scenes that cannot be used go.
void settle_sensors(const Survey& survey, std::vector<SensorUse>& uses, const Grid& grid, Log& log,
                    std::vector<std::string>& left_out, const SurveyProblems& problems);

/// E3103 where the survey would judge digital numbers by thresholds of reflectance (masks, the barest composite): none
/// is applied to them, and none is left out without a word.
void refuse_thresholds(const Survey& survey, const SensorUse& use);

/// By how much clouds and their shadows grow: the survey's word, or the sensor's own, in metres.
double buffer_of(const Survey& survey, const Sensor& sensor);

/// Where the dates that give a pixel have a masked cloud within `near_cloud_m`; see scene/cloud_rim.hpp.
Raster cloud_rim_of(const Survey& survey, const SensorUse& use, const Grid& grid, double near_cloud_m);

/// The composite of a sensor's scenes: its bands, `reasons`, `observations`.
Raster composite_of(const Survey& survey, const SensorUse& use, const Grid& grid);

}  // namespace greisen
