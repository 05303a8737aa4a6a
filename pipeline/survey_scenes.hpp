// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/survey_graph.hpp"
#include "pipeline/survey_problems.hpp"

namespace greisen {

/// The area and the grid of a survey.
geo::Area area_of(const Survey& survey);
Grid grid_of_survey(const Survey& survey, const geo::Area& area);

/// The survey's scenes that reach the grid, by sensor, newest first. What is left out is said in `left_out`.
/// What is wrong is gathered: E4111 where none is left, E4112 where top-of-atmosphere and surface reflectance would
/// meet.
std::vector<SensorUse> sensors_of(const Survey& survey, const Catalogue& catalogue, const geo::Area& area,
                                  const Grid& grid, Log& log, std::vector<std::string>& left_out,
                                  SurveyProblems& problems);

/// 1 inside the area, 0 outside, as a raster of one layer `area`.
/// Polygons that decide where ground is judged, on the grid.
struct AreaMasks {
  std::shared_ptr<const geo::AreaMask> area;
  std::vector<std::shared_ptr<const geo::AreaMask>> excluded;  ///< mask.areas: outside, wherever they lie
  std::shared_ptr<const geo::AreaMask> urban;                  ///< null: the survey names none
  std::string key;                                             ///< changes with the files of excluded and urban
};
AreaMasks masks_of(const Survey& survey, std::shared_ptr<const geo::AreaMask> area, const Grid& grid,
                   SurveyProblems& problems);
/// Changes with the polygons.
std::string key_of_area(const geo::Area& area);
/// Layer `area`, and `urban` where there is such a mask.
Raster area_raster(const Grid& grid, const AreaMasks& masks);

/// The composite of a sensor's scenes: its bands, `reasons`, `observations`.
Raster composite_of(const Survey& survey, const SensorUse& use, const Grid& grid);

}  // namespace greisen
