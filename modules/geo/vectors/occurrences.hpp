// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/datum_shift.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"

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
  Point given = {};                  ///< as the file has it
  std::string given_crs = {};        ///< of that
};

/// A row that lies nowhere.
struct UnplacedRow {
  std::int64_t number = 0;  ///< of its line or row
  std::string name;
  std::string why;
};

struct Occurrences {
  std::vector<Occurrence> points;
  std::vector<UnplacedRow> unplaced;
  std::vector<std::string> notes;       ///< what was guessed, or not understood
  std::vector<DatumShift> shifts = {};  ///< what brought points of other datums here, each once
};

/// Points of a vector file (of other shapes their middle), or rows of a table: CSV, workbook, database. Of a table the
/// heads are longitude and latitude (WGS 84 unless heads, rows or `file.crs` tell another geographic CRS; degrees,
/// minutes and seconds too), or x and y with crs, with zone and datum, or in `file.crs`; in English, Spanish or
/// Portuguese (see table_heads.hpp), numbers with decimal point or comma. Columns id, name, commodity, type and
/// accuracy likewise, where there are such; `commodity_field`: another name of the column commodity. E3201, E3202 (no
/// points), E3203, E3204, E3206 (no such columns), E3207, E3208 (no row can be placed), E4012.
Occurrences read_occurrences(const VectorFile& file, const std::string& commodity_field, const Crs& target);

}  // namespace greisen::geo
