// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "geo/legend.hpp"
#include "geo/occurrences.hpp"
#include "pipeline/survey_graph.hpp"

namespace greisen {

/// What reading an input guessed, mended or passed over, as warnings W3201.
void tell_notes(const std::vector<std::string>& notes, Log& log);

/// The survey's legend in the words of its geological map; read once as long as both files stay what they are.
struct LegendOfMap {
  geo::Legend legend;
  geo::UnitCounts counts;
  geo::MatchedLegend matched;
};
std::shared_ptr<const LegendOfMap> legend_of_map(const Survey& survey);

/// The survey's known occurrences, in that CRS; read once as long as the file stays what it is. The survey names some.
std::shared_ptr<const geo::Occurrences> known_of(const Survey& survey, const geo::Crs& crs);

/// Is the occurrence of what the model looks for? Whole words of any case, with accents or without.
bool is_of_model(const geo::Occurrence& known, const DepositModel& model);

/// Tells what of the vectors and tables that a survey names cannot be used or looks wrong: rows without a place, points
/// far from the area or exchanged, words that no model knows, codes that map and legend do not share. What cannot be
/// read at all is for check_files() to find, before.
void tell_inputs(const Survey& survey, const SurveyGraph& graph, const Catalogue& catalogue, Log& log);

}  // namespace greisen
