// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/geology.hpp"

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "pipeline/survey/notes.hpp"

namespace greisen {

std::shared_ptr<const LegendOfMap> legend_of_map(const Survey& survey) {
  static std::mutex guard;
  static std::map<std::string, std::shared_ptr<const LegendOfMap>> kept;
  const GeologyRequest& geology = survey.geology;
  const std::string key =
      geology.field + "\n" + state_of(survey, geology.file) + "\n" + state_of(survey, geology.legend);
  const std::scoped_lock lock(guard);
  auto& found = kept[key];
  if (!found) {
    LegendOfMap made;
    made.legend = geo::read_legend(file_in(survey, geology.legend));
    made.counts = geo::read_unit_counts(file_in(survey, geology.file), geology.field);
    made.matched = geo::match_legend(made.legend, made.counts);
    found = std::make_shared<const LegendOfMap>(std::move(made));
  }
  return found;
}

}  // namespace greisen
