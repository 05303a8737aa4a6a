// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/inputs.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "pipeline/survey/inputs/lines.hpp"

namespace greisen {

const std::vector<SurveyInput>& survey_inputs() {
  static const std::vector<SurveyInput> rows = [] {
    std::vector<SurveyInput> all = {area_input(), mask_input(), occurrences_input()};
    std::ranges::move(line_inputs(), std::back_inserter(all));
    for (SurveyInput& row : std::array{dem_input(), geology_input(), exclude_input()}) all.push_back(std::move(row));
    return all;
  }();
  return rows;
}

const SurveyInput& survey_input(const std::string& key) {
  return *std::ranges::find(survey_inputs(), key, [](const SurveyInput& row) { return row.field.key; });
}

}  // namespace greisen
