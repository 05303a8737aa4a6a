// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/occurrences.hpp"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pipeline/survey/notes.hpp"

namespace greisen {

std::shared_ptr<const geo::Occurrences> known_of(const Survey& survey, const geo::Crs& crs) {
  static std::mutex guard;
  static std::pair<std::string, std::shared_ptr<const geo::Occurrences>> last;
  const geo::VectorFile file = file_in(survey, survey.occurrences);
  const geo::Bounds& place = crs.place;
  const std::string key =
      fmt::format("{}\n{}\n{}\n{} {} {} {}", state_of(survey, survey.occurrences), survey.commodity_field, crs.wkt,
                  place.min_x, place.min_y, place.max_x, place.max_y);
  const std::scoped_lock lock(guard);
  if (!last.second || last.first != key)
    last = {key, std::make_shared<const geo::Occurrences>(geo::read_occurrences(file, survey.commodity_field, crs))};
  return last.second;
}

}  // namespace greisen
