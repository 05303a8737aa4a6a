// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "assess/known_occurrences.hpp"
#include "base/text.hpp"
#include "base/yaml/fields.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/inputs/known_suspicions.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

void take(const YamlNode& given, Survey& survey) {
  survey.occurrences = vector_file_of(given, "occurrences");
  if (const YamlNode* field = given.is_map() ? given.find("commodity") : nullptr)
    survey.commodity_field = field->as_string();
}

void tell_rows(const geo::Occurrences& known, const std::string& file, Log& log) {
  for (const std::string& note : known.notes) tell_notes({file + ": " + note}, log);
  if (known.unplaced.empty()) return;
  std::vector<std::string> texts;
  for (const geo::UnplacedRow& row : known.unplaced)
    texts.push_back(fmt::format("row {}{}: {}", row.number,
                                row.name.empty() ? "" : " (" + printable(row.name, 40) + ")", printable(row.why, 160)));
  log.warn("W3201", fmt::format("{}: {} of {} rows cannot be placed and are left out: {}", file, known.unplaced.size(),
                                known.unplaced.size() + known.points.size(), some_of(texts)));
}

/// Occurrences that belong to no model of the survey, by what is told of them.
void tell_commodities(const geo::Occurrences& known, const std::string& file, const Loading& loading) {
  const Survey& survey = loading.survey;
  if (survey.models.empty()) return;
  std::map<std::string, std::size_t> others;
  std::size_t count = 0;
  std::size_t told = 0;
  for (const geo::Occurrence& one : known.points) {
    told += one.commodity.empty() ? 0U : 1U;
    if (std::ranges::any_of(survey.models, [&](const std::string& id) {
          return assess::is_of_model(one, loading.catalogue.find_model(id));
        }))
      continue;
    ++others[one.commodity];
    ++count;
  }
  if (count == 0 || told == 0) return;
  std::vector<std::string> texts;
  for (const auto& [word, times] : others)
    texts.push_back(fmt::format("{} ({})", word.empty() ? "none told" : in_quotes(word), times));
  loading.log.warn(
      "W3205", fmt::format("{}: {} of {} occurrences are of no commodity that this survey's models look for: {}", file,
                           count, known.points.size(), some_of(texts)));
}

geo::VectorTable table_of(const std::vector<geo::Occurrence>& known) {
  geo::VectorTable out = {"occurrences", "Known deposits and showings", geo::ShapeType::point, {}, {}};
  for (const char* name : {"id", "name", "commodity", "type"}) out.columns.push_back({name, geo::CellType::text});
  out.columns.push_back({"accuracy_m", geo::CellType::real});
  for (const geo::Occurrence& one : known) {
    std::vector<geo::Cell> cells = {one.id, one.name, one.commodity, one.type, geo::Cell{}};
    if (one.accuracy_m) cells.back() = *one.accuracy_m;
    out.rows.push_back({std::move(cells), one.place});
  }
  return out;
}

void load(const Loading& loading, SurveyData& data) {
  const geo::VectorFile& given = loading.survey.occurrences;
  if (given.empty()) return;
  loading.look("occurrences", [&] {
    const geo::Occurrences& known = data.known.emplace(
        geo::read_occurrences(file_in(loading.survey, given), loading.survey.commodity_field, loading.area.crs));
    for (const geo::DatumShift& shift : known.shifts) data.shifts.push_back({given.path, shift});
    const std::string file = told_file(given);
    tell_rows(known, file, loading.log);
    tell_suspicions(known.points, file, loading.grid, loading.area, loading.log);
    tell_commodities(known, file, loading);
    data.tables.push_back(table_of(assess::occurrences_on(loading.grid, known.points)));
  });
}

std::string content(const Survey& survey, InputHashes& inputs) {
  return survey.commodity_field + " " + content_in(survey, survey.occurrences, inputs);
}

}  // namespace

SurveyInput occurrences_input() {
  return {vector_file("occurrences", "Known deposits: targets are told how far they lie from them",
                      "Points of a vector file, or a table (CSV, workbook) with lon,lat or x,y,crs",
                      {fields::text("commodity", "Name of the column with the commodity")}),
          take, [](const Survey& survey) { return vector_inputs(survey, {survey.occurrences}); }, load, content};
}

}  // namespace greisen
