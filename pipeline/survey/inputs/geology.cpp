// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "base/yaml/fields.hpp"
#include "geo/vectors/legend.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/distances.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/inputs/lines.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

Field geology() {
  Field map_of_units = vector_file("geology", "A geological map as polygons", "A vector file",
                                   {fields::required(fields::text("field", "Field with the code of the unit")),
                                    fields::required(vector_file("legend", "Table with code,name,role",
                                                                 "A CSV or workbook; roles: granite, host, carbonate, "
                                                                 "pegmatite …"))});
  Field whole = std::move(map_of_units.items.back());
  whole.key = "geology";
  whole.text = "A geological map as polygons";
  return whole;
}

void take(const YamlNode& given, Survey& survey) {
  survey.geology = {vector_file_of(given, "geology"), given.at("field").as_string(),
                    vector_file_of(given.at("legend"), "geology.legend")};
}

/// That a distance may be asked to.
std::set<std::string> roles_of(const Catalogue& catalogue) {
  std::set<std::string> roles;
  for (const DepositModel& model : catalogue.models)
    for (const Evidence& evidence : model.evidence)
      for (const EvidenceLayer& layer : evidence.layers) roles.insert(shapes_of(layer.origin));
  for (const Lookalike& lookalike : catalogue.lookalikes)
    for (const EvidenceLayer& layer : lookalike.sign.layers) roles.insert(shapes_of(layer.origin));
  std::erase_if(roles, [](const std::string& role) { return role.empty() || is_lines(role); });
  return roles;
}

void tell_roles(const geo::MatchedLegend& matched, const std::string& legend, const Catalogue& catalogue, Log& log) {
  const std::set<std::string> read = roles_of(catalogue);
  const std::vector<std::string> known(read.begin(), read.end());
  std::vector<std::string> unread;
  for (const auto& [role, codes] : matched.codes) {
    if (read.contains(role)) continue;
    const std::string meant = nearest(role, known);
    unread.push_back(fmt::format("{} ({} codes{})", in_quotes(role), codes.size(),
                                 meant.empty() ? "" : "; did you mean '" + meant + "'?"));
  }
  if (!unread.empty())
    log.warn("W3204", legend + ": roles that no model reads: " + some_of(unread) + "; read are " + join(known, ", "));
}

void tell_legend(const geo::MatchedLegend& matched, const Loading& loading) {
  const GeologyRequest& asked = loading.survey.geology;
  Log& log = loading.log;
  const std::string legend = told_file(asked.legend);
  const std::string geology = told_file(asked.file);
  std::vector<std::string> texts;
  for (const std::string& code : matched.without_polygon) texts.push_back(in_quotes(code));
  if (!texts.empty())
    log.warn("W3203", fmt::format("{}: {} of its codes are on no polygon of {}: {}", legend, texts.size(), geology,
                                  some_of(texts)));
  texts.clear();
  std::size_t polygons = 0;
  for (const auto& [code, count] : matched.without_row) {
    texts.push_back(fmt::format("{} ({})", in_quotes(code), count));
    polygons += count;
  }
  if (!texts.empty())
    log.warn("W3203", fmt::format("{}: {} codes, of {} polygons, have no row in {} and so no role: {}", geology,
                                  texts.size(), polygons, legend, some_of(texts)));
  if (matched.polygons_without_code > 0)
    log.warn("W3203", fmt::format("{}: {} polygons have no code in {}", geology, matched.polygons_without_code,
                                  printable(asked.field)));
  texts.clear();
  for (const auto& [row, code] : matched.alike) texts.push_back(in_quotes(row) + " is " + in_quotes(code));
  if (!texts.empty())
    log.warn("W3203", fmt::format("{}: codes taken for those of {} that are written otherwise: {}", legend, geology,
                                  some_of(texts)));
  tell_roles(matched, legend, loading.catalogue, log);
}

std::vector<UnitRole> units_of(const geo::MatchedLegend& matched) {
  std::vector<UnitRole> rows;
  for (const auto& [role, units] : matched.codes)
    for (const std::string& unit : units) rows.push_back({unit, role});
  std::ranges::stable_sort(rows, {}, &UnitRole::unit);
  return rows;
}

geo::VectorTable table_of(std::vector<geo::Feature> polygons, const std::vector<UnitRole>& units) {
  geo::VectorTable out = {"geology",
                          "Geological map given with the survey",
                          geo::ShapeType::multi_polygon,
                          {{"unit", geo::CellType::text}, {"role", geo::CellType::text}},
                          {}};
  for (geo::Feature& polygon : polygons) {
    const auto row = std::ranges::find(units, polygon.value, &UnitRole::unit);
    out.rows.push_back({{polygon.value, row == units.end() ? std::string() : row->role}, std::move(polygon.shape)});
  }
  return out;
}

void use(geo::VectorMap map, const geo::Legend& legend, const Loading& loading, SurveyData& data) {
  const geo::VectorFile& file = loading.survey.geology.file;
  std::map<std::string, std::size_t> polygons;
  for (const geo::Feature& one : map.features) ++polygons[one.value];
  const geo::MatchedLegend matched = geo::match_legend(legend, polygons);
  for (const std::string& note : legend.notes)
    tell_notes({told_file(loading.survey.geology.legend) + ": " + note}, loading.log);
  for (const std::string& note : map.notes) tell_notes({told_file(file) + ": " + note}, loading.log);
  tell_legend(matched, loading);
  add_shift(file.path, map.crs, loading, data);
  data.units = units_of(matched);
  for (const auto& [role, units] : matched.codes)
    if (loading.shapes.contains(role) && !is_lines(role))
      add_distance(role, geo::distance_shapes(map.features, units), file, loading, data);
  data.tables.push_back(table_of(features_on(loading.grid, std::move(map), geo::ShapeType::multi_polygon), data.units));
}

void load(const Loading& loading, SurveyData& data) {
  const Survey& survey = loading.survey;
  const GeologyRequest& asked = survey.geology;
  if (asked.file.empty() || loading.problems.failed("geology")) return;
  std::optional<geo::Legend> legend;
  loading.problems.gather("geology", [&] { legend = geo::read_legend(file_in(survey, asked.legend)); });
  loading.problems.gather("geology", [&] {
    geo::VectorMap map =
        geo::read_map({file_in(survey, asked.file), asked.field, geo::ShapeType::multi_polygon}, loading.area.crs);
    if (legend) use(std::move(map), *legend, loading, data);
  });
}

std::string content(const Survey& survey, InputHashes& inputs) {
  return survey.geology.field + content_in(survey, survey.geology.file, inputs) +
         content_in(survey, survey.geology.legend, inputs);
}

}  // namespace

SurveyInput geology_input() {
  const auto files = [](const Survey& survey) {
    return vector_inputs(survey, {survey.geology.file, survey.geology.legend});
  };
  return {geology(), take, files, load, content};
}

}  // namespace greisen
