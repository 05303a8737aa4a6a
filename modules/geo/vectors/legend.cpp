// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/legend.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/vectors/table.hpp"
#include "geo/vectors/table_heads.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kMostRows = 100'000;

/// What codes have in common that a person would take for one.
std::string likeness(const std::string& code) {
  const std::string text = folded(trim(code));
  const auto number = parse_double(text);
  return number ? format_number(*number) : join(folded_words(text), " ");
}

std::string cell(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string();
}

}  // namespace

Legend read_legend(const VectorFile& file) {
  const GdalSession session;
  const GdalFailures failures;
  const auto knows = [](const std::vector<std::string>& heads) {
    return column_of(heads, Head::code).has_value() && column_of(heads, Head::role).has_value();
  };
  const Table table = read_table(file, {"a legend", "code and role", knows, false}, kMostRows);
  const std::size_t code = *column_of(table.heads, Head::code);
  const std::size_t role = *column_of(table.heads, Head::role);
  const auto name = column_of(table.heads, Head::name);
  Legend legend;
  legend.notes = table.notes;
  for (const TableRow& row : table.rows) {
    if (cell(row, code).empty() && cell(row, role).empty()) continue;
    legend.rows.push_back({cell(row, code), name ? cell(row, *name) : "", folded(cell(row, role))});
  }
  return legend;
}

MatchedLegend match_legend(const Legend& legend, const std::map<std::string, std::size_t>& polygons) {
  MatchedLegend matched;
  std::set<std::string> exact;
  std::map<std::string, std::set<std::string>> alike_rows;
  for (const LegendRow& row : legend.rows) {
    if (polygons.contains(row.code)) exact.insert(row.code);
    alike_rows[likeness(row.code)].insert(row.code);
  }
  std::map<std::string, std::vector<std::string>> free;  // codes of the map that no row means exactly
  for (const auto& [code, count] : polygons)
    if (!exact.contains(code) && !code.empty()) free[likeness(code)].push_back(code);
  std::set<std::string> met = exact;
  for (const LegendRow& row : legend.rows) {
    if (row.code.empty()) continue;
    const std::string like = likeness(row.code);
    const auto found = like.empty() ? free.end() : free.find(like);
    if (exact.contains(row.code)) {
      matched.codes[row.role].insert(row.code);
    } else if (found != free.end() && found->second.size() == 1 && alike_rows[like].size() == 1) {
      matched.codes[row.role].insert(found->second.front());
      if (met.insert(found->second.front()).second) matched.alike.emplace_back(row.code, found->second.front());
    } else if (std::ranges::find(matched.without_polygon, row.code) == matched.without_polygon.end()) {
      matched.without_polygon.push_back(row.code);
    }
  }
  for (const auto& [code, count] : polygons) {
    if (code.empty())
      matched.polygons_without_code = count;
    else if (!met.contains(code))
      matched.without_row.emplace_back(code, count);
  }
  return matched;
}

}  // namespace greisen::geo
