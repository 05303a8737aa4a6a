// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/vectors/vector_file.hpp"

namespace greisen::geo {

/// A unit of a geological map and what it stands for.
struct LegendRow {
  std::string code;
  std::string name;
  std::string role;  ///< in small letters
};
struct Legend {
  std::vector<LegendRow> rows;
  std::vector<std::string> notes;  ///< what was guessed when it was read
};

/// A table with the columns code and role (and name): CSV, workbook, database. E3201, E3204 above 100 000 rows, E3206
/// where it lacks them.
Legend read_legend(const VectorFile& file);

/// The legend in the map's own words.
struct MatchedLegend {
  std::map<std::string, std::set<std::string>> codes;            ///< of the map, by role
  std::vector<std::string> without_polygon;                      ///< codes of the legend
  std::vector<std::pair<std::string, std::size_t>> without_row;  ///< codes of the map, with their polygons
  std::vector<std::pair<std::string, std::string>> alike;        ///< of legend and map, taken for one
  std::size_t polygons_without_code = 0;
};
/// A code of the legend means the polygons of exactly that code, else those of the one code that differs from it in
/// case, accents, blanks or the way a number is written ("1", "1.0", "01") and that no other row means.
/// `polygons`: how many the map has of each code; "" is that of rows without one.
MatchedLegend match_legend(const Legend& legend, const std::map<std::string, std::size_t>& polygons);

}  // namespace greisen::geo
