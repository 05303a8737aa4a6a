// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"

namespace greisen::geo {

struct TableRow {
  std::int64_t number = 0;         ///< of its line or row, as an editor counts
  std::vector<std::string> cells;  ///< UTF-8, without blanks around; may be fewer or more than there are heads
  std::optional<Point> place;      ///< of the row's shape, or its middle
};

/// Rows under heads, from whatever a table is kept in.
struct Table {
  std::vector<std::string> heads;
  std::vector<TableRow> rows;
  std::optional<Crs> crs;          ///< of the places; none: the rows have no shapes
  std::vector<std::string> notes;  ///< what was guessed when it was read
};

/// What a table is looked for: its heads stand in the first row that `knows` takes for them, among the first 30.
struct TableWish {
  std::string what;     ///< "points or a table with coordinates"
  std::string columns;  ///< how to name its columns: "lon,lat"
  std::function<bool(const std::vector<std::string>&)> knows;
  bool shapes = false;  ///< layers with points will do, and before them; others have their middle
};

/// A CSV or other text of cells, a sheet of a workbook, a table of a database, a vector file. E3201, E3202, E3203,
/// E3204 (more than `most` rows), E3206 (no such heads), E3207 (several layers do).
Table read_table(const VectorFile& file, const TableWish& wish, std::size_t most);

}  // namespace greisen::geo
