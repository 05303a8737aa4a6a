// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/annotate_targets.hpp"

#include "pipeline/survey/inputs/area.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/occurrences.hpp"
#include "targets/annotate.hpp"

namespace greisen {

void annotate_targets(const Survey& survey, const Grid& grid, std::vector<targets::Target>& targets) {
  const geo::Crs crs = geo::crs_of(grid);
  if (!survey.occurrences.empty()) {
    const auto known = known_of(survey, crs);
    targets::add_known(known->points, crs.metres_per_unit, targets);
  }
  const targets::TargetGround ground(targets::grounds_of(targets), grid, crs);
  for (const LandUse& land : survey.exclude)
    targets::add_land_use(land.name, geo::AreaMask(read_land_use(survey, land).to_crs(crs), grid), ground, targets);
}

std::string key_of_annotations(const Survey& survey, InputHashes& inputs) {
  std::string key = "\n" + survey.commodity_field + " " + content_in(survey, survey.occurrences, inputs);
  for (const LandUse& land : survey.exclude) key += "\n" + land.name + " " + content_in(survey, land.file, inputs);
  return key;
}

}  // namespace greisen
