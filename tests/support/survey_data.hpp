// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>

#include "geo/place/grid_of.hpp"
#include "pipeline/survey/inputs/inputs.hpp"

namespace greisen::test {

/// What the files of a survey hold on a grid, the area being all of it; distances to `shapes`. Throws what is wrong.
inline SurveyData survey_data(Survey survey, const Grid& grid, std::set<std::string> shapes = {}) {
  if (!survey.document) survey.document = std::make_shared<YamlDocument>();  // a survey of no file
  const Catalogue catalogue;
  const geo::Crs crs = geo::crs_of(grid);
  const geo::Area area = {crs,
                          {{{{{grid.x_of(0), grid.y_of(0)},
                              {grid.x_of(0), grid.y_of(static_cast<double>(grid.rows))},
                              {grid.x_of(static_cast<double>(grid.cols)), grid.y_of(static_cast<double>(grid.rows))},
                              {grid.x_of(static_cast<double>(grid.cols)), grid.y_of(0)}}}}},
                          "test",
                          {}};
  Log log(LogOptions{.level = LogLevel::error});
  SurveyProblems problems(survey);
  SurveyData data;
  const Loading loading = {survey, catalogue, crs, area, nullptr, grid, std::move(shapes), problems, log};
  for (const SurveyInput& input : survey_inputs()) input.load(loading, data);
  problems.tell(log);
  return data;
}

}  // namespace greisen::test
