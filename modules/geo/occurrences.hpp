// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/datum_shift.hpp"
#include "geo/shapes.hpp"

namespace greisen::geo {

inline constexpr std::size_t kMostOccurrences = 1'000'000;

/// A known deposit or showing.
struct Occurrence {
  std::string id;
  std::string name;
  std::string commodity;
  std::string type;
  std::optional<double> accuracy_m;  ///< of its position; none: not told
  Point place;                       ///< in the CRS asked for
};

/// Points of any vector file, or rows of a CSV with lon,lat (WGS 84) or x,y,crs; columns id, name, commodity, type and
/// accuracy_m are taken where there are such. `commodity_field`: another name of the column commodity. Rows without a
/// place are counted in `without_place` and left out. E3201, E3202 (no points), E3203, E3204, E3206, E4012.
struct Occurrences {
  std::vector<Occurrence> points;
  std::size_t without_place = 0;
  std::vector<DatumShift> shifts = {};  ///< what brought points of other datums here, each once
};
Occurrences read_occurrences(const std::string& path, const std::string& commodity_field, const Crs& target);

}  // namespace greisen::geo
