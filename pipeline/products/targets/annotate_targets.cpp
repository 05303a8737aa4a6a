// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/annotate_targets.hpp"

#include "pipeline/survey/inputs/inputs.hpp"
#include "targets/annotate.hpp"

namespace greisen {

void annotate_targets(const SurveyData& data, const Grid& grid, std::vector<targets::Target>& targets) {
  const geo::Crs crs = geo::crs_of(grid);
  if (data.known) targets::add_known(data.known->points, crs.metres_per_unit, targets);
  const targets::TargetGround ground(targets::grounds_of(targets), grid, crs);
  for (const ExcludedGround& land : data.excluded)
    targets::add_land_use(land.name, geo::AreaMask(land.ground, grid), ground, targets);
}

std::string key_of_annotations(const Survey& survey, InputHashes& inputs) {
  return "\n" + survey_input("occurrences").content(survey, inputs) + survey_input("exclude").content(survey, inputs);
}

}  // namespace greisen
