// SPDX-License-Identifier: Apache-2.0
#include "outputs/input_tables.hpp"

#include <algorithm>
#include <utility>

namespace greisen::outputs {

using geo::CellType;
using geo::ShapeType;
using geo::VectorTable;

VectorTable area_table(const std::string& name, const std::vector<geo::Polygon>& polygons) {
  return {"area", "Area asked for", ShapeType::multi_polygon, {{"name", CellType::text}}, {{{name}, polygons}}};
}

VectorTable line_table(const std::string& table, const std::vector<geo::Feature>& lines) {
  VectorTable out = {table, "Lines given with the survey", ShapeType::multi_line, {}, {}};
  for (const geo::Feature& line : lines) out.rows.push_back({{}, line.shape});
  return out;
}

VectorTable geology_table(const std::vector<geo::Feature>& polygons, const std::vector<UnitRole>& legend) {
  VectorTable out = {"geology",
                     "Geological map given with the survey",
                     ShapeType::multi_polygon,
                     {{"unit", CellType::text}, {"role", CellType::text}},
                     {}};
  for (const geo::Feature& polygon : polygons) {
    const auto row = std::ranges::find(legend, polygon.value, &UnitRole::unit);
    out.rows.push_back({{polygon.value, row == legend.end() ? std::string() : row->role}, polygon.shape});
  }
  return out;
}

VectorTable occurrence_table(const std::vector<geo::Occurrence>& known) {
  VectorTable out = {"occurrences", "Known deposits and showings", ShapeType::point, {}, {}};
  for (const char* name : {"id", "name", "commodity", "type"}) out.columns.push_back({name, CellType::text});
  out.columns.push_back({"accuracy_m", CellType::real});
  for (const geo::Occurrence& one : known) {
    std::vector<geo::Cell> cells = {one.id, one.name, one.commodity, one.type, geo::Cell{}};
    if (one.accuracy_m) cells.back() = *one.accuracy_m;
    out.rows.push_back({std::move(cells), one.place});
  }
  return out;
}

VectorTable land_use_table(const std::vector<NamedGround>& ground) {
  VectorTable out = {
      "land_use", "Ground on which targets are flagged", ShapeType::multi_polygon, {{"name", CellType::text}}, {}};
  for (const NamedGround& one : ground) out.rows.push_back({{one.name}, one.polygons});
  return out;
}

}  // namespace greisen::outputs
