// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/check_inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "assess/known_occurrences.hpp"
#include "base/fold.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "pipeline/graph/known_suspicions.hpp"
#include "pipeline/survey/inputs/geology.hpp"
#include "pipeline/survey/inputs/occurrences.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

constexpr std::size_t kNamed = 8;  ///< of a long list so many are told by name

std::string file_of(const geo::VectorFile& file) { return printable(geo::file_name(file.path), 200); }

std::string in_quotes(const std::string& text) { return "'" + printable(text, 60) + "'"; }

/// "'a', 'b' and 12 more".
std::string some_of(const std::vector<std::string>& texts) {
  const std::size_t all = texts.size();
  return join(std::span(texts).first(std::min(all, kNamed)), ", ") +
         (all > kNamed ? fmt::format(" and {} more", all - kNamed) : "");
}

std::set<std::string> roles_of(const Catalogue& catalogue) {
  std::set<std::string> roles;
  for (const DepositModel& model : catalogue.models)
    for (const Evidence& evidence : model.evidence)
      for (const EvidenceLayer& layer : evidence.layers) roles.insert(shapes_of(layer.origin));
  for (const Lookalike& lookalike : catalogue.lookalikes)
    for (const EvidenceLayer& layer : lookalike.sign.layers) roles.insert(shapes_of(layer.origin));
  for (const char* other : {"", "faults", "contacts"}) roles.erase(other);
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

void tell_legend(const Survey& survey, const Catalogue& catalogue, Log& log) {
  const std::shared_ptr<const LegendOfMap> map = legend_of_map(survey);
  const geo::MatchedLegend& matched = map->matched;
  const std::string legend = file_of(survey.geology.legend);
  const std::string geology = file_of(survey.geology.file);
  for (const std::string& note : map->legend.notes) tell_notes({legend + ": " + note}, log);
  for (const std::string& note : map->counts.notes) tell_notes({geology + ": " + note}, log);
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
                                  printable(survey.geology.field)));
  texts.clear();
  for (const auto& [row, code] : matched.alike) texts.push_back(in_quotes(row) + " is " + in_quotes(code));
  if (!texts.empty())
    log.warn("W3203", fmt::format("{}: codes taken for those of {} that are written otherwise: {}", legend, geology,
                                  some_of(texts)));
  tell_roles(matched, legend, catalogue, log);
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
void tell_commodities(const geo::Occurrences& known, const Survey& survey, const Catalogue& catalogue,
                      const std::string& file, Log& log) {
  if (survey.models.empty()) return;
  std::map<std::string, std::size_t> others;
  std::size_t count = 0;
  std::size_t told = 0;
  for (const geo::Occurrence& one : known.points) {
    told += one.commodity.empty() ? 0U : 1U;
    if (std::ranges::any_of(survey.models,
                            [&](const std::string& id) { return assess::is_of_model(one, catalogue.find_model(id)); }))
      continue;
    ++others[one.commodity];
    ++count;
  }
  if (count == 0 || told == 0) return;
  std::vector<std::string> texts;
  for (const auto& [word, times] : others)
    texts.push_back(fmt::format("{} ({})", word.empty() ? "none told" : in_quotes(word), times));
  log.warn("W3205", fmt::format("{}: {} of {} occurrences are of no commodity that this survey's models look for: {}",
                                file, count, known.points.size(), some_of(texts)));
}

}  // namespace

void tell_inputs(const Survey& survey, const SurveyGraph& graph, const Catalogue& catalogue, Log& log) {
  if (!survey.geology.file.empty()) tell_legend(survey, catalogue, log);
  if (survey.occurrences.empty()) return;
  const auto all = known_of(survey, graph.area.crs);
  const geo::Occurrences& known = *all;
  const std::string file = file_of(survey.occurrences);
  tell_rows(known, file, log);
  tell_suspicions(known.points, file, graph, log);
  tell_commodities(known, survey, catalogue, file, log);
}

}  // namespace greisen
