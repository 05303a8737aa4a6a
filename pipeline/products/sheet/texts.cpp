// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "geo/read/band_rows.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/products/report/parts.hpp"
#include "pipeline/products/sheet/source.hpp"
#include "pipeline/products/targets/captures.hpp"
#include "pipeline/products/targets/judged_ground.hpp"

namespace greisen {
namespace {

using outputs::Look;
using outputs::MapLayer;
using outputs::Sheet;

std::string area_text(double hectares) {
  constexpr double kHectaresPerKm2 = 100;
  return hectares < kHectaresPerKm2 ? fmt::format("{:.1f} ha", hectares)
                                    : fmt::format("{:.2f} km²", hectares / kHectaresPerKm2);
}

double pixel_ha(const SheetSource& source) {
  const Grid& grid = source.loaded.graph.graph->grid();
  const double metres = source.loaded.graph.area.crs.metres_per_unit;
  return grid.pixel_x * grid.pixel_y * metres * metres / 1e4;
}

/// "best 1 %", "next 4 %" … of the judged ground: what class `number`, from 0, holds by what was asked.
std::string class_text(const SheetSource& source, std::size_t number) {
  std::vector<double> percents = class_percents(source.loaded.survey.targets.top_area_percent);
  percents.push_back(100);
  if (number >= percents.size()) return {};
  const double share = percents[number] - (number == 0 ? 0 : percents[number - 1]);
  const char* const key = number + 1 == percents.size() ? "sheet_best" : number == 0 ? "sheet_rest" : "sheet_next";
  return source.words(key, {{"share", format_number(share)}});
}

/// The classes that are drawn, the best first, each with the area that it has in fact and the known occurrences in it.
void add_class_keys(const SheetSource& source, Sheet& sheet) {
  const std::string file = first_model(source.loaded, classes_file);
  const MapLayer* const layer = file.empty() ? nullptr : source.layer(file);
  if (layer == nullptr) return;
  const DepositModel& model = *source.loaded.graph.models.front().model;
  outputs::Counts counts = source.delivery.counts(file);
  const double judged = source.delivery.judged().judged;
  sheet.keys.push_back({Look::heading, sheet.ink, source.words("sheet_favourability", {{"model", model.title}})});
  const ClassCapture known = class_capture(source.loaded, source.folder, model);
  const int first = first_class_shown(source.loaded, !sheet.picture.pixels.empty());
  std::vector<geo::RasterClass> classes = layer->classes;
  std::ranges::reverse(classes);
  for (const geo::RasterClass& one : classes) {
    const std::string text =
        one.value < first ? std::string() : class_text(source, static_cast<std::size_t>(one.value) - 1);
    if (text.empty()) continue;
    const auto pixels = static_cast<double>(counts[one.value]);
    std::string amount =
        fmt::format("{} · {:.1f} %", area_text(pixels * pixel_ha(source)), judged > 0 ? 100 * pixels / judged : 0);
    if (known.all > 0) amount += fmt::format(" · ◆ {}/{}", known.held_in(one.value), known.all);
    sheet.keys.push_back({Look::fill, {one.rgba[0], one.rgba[1], one.rgba[2]}, text, amount});
  }
}

void add_hidden_key(const SheetSource& source, Sheet& sheet) {
  const JudgedGround& ground = source.delivery.judged();
  const double hidden = std::max(0.0, ground.inside - ground.judged);
  sheet.keys.push_back({Look::hatch, sheet.hatch, source.words("not_judged"),
                        fmt::format("{} · {:.1f} %", area_text(hidden * pixel_ha(source)),
                                    ground.inside > 0 ? 100 * hidden / ground.inside : 0)});
}

void add_input_keys(const SheetSource& source, Sheet& sheet) {
  for (const outputs::SheetLines& lines : sheet.lines)
    if (!lines.parts.empty())
      sheet.keys.push_back(
          {lines.look, lines.colour, source.words(lines.look == Look::dashes ? "sheet_area" : "sheet_faults")});
  if (!sheet.marks.empty()) sheet.keys.push_back({Look::mark, sheet.mark, source.words("sheet_occurrences")});
}

/// The name in DATUM["…"] or ENSEMBLE["…"] of a WKT.
std::string datum_of(const std::string& wkt) {
  for (const std::string word : {"ENSEMBLE[\"", "DATUM[\""})
    if (const std::size_t at = wkt.find(word); at != std::string::npos) {
      const std::size_t begin = at + word.size();
      return wkt.substr(begin, wkt.find('"', begin) - begin);
    }
  return {};
}

/// Degrees clockwise from true north to grid north at the middle of the sheet, by PROJ.
double convergence_deg(const geo::Crs& crs, const geo::Bounds& ground) {
  constexpr double kStepDegrees = 0.001;
  const geo::PointTransform to_lon_lat(crs, geo::wgs84());
  const geo::Point middle = {(ground.min_x + ground.max_x) / 2, (ground.min_y + ground.max_y) / 2};
  geo::Point north = to_lon_lat.apply(middle);
  north.y += north.y < 0 ? -kStepDegrees : kStepDegrees;
  geo::Point there = to_lon_lat.invert(north);
  const double turn = north.y < 0 ? -1 : 1;
  return -std::atan2(turn * (there.x - middle.x), turn * (there.y - middle.y)) * 180 / std::numbers::pi;
}

std::string grouped(double value) {
  std::string digits = fmt::format("{:.0f}", value);
  for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), "\xc2\xa0");
  return digits;
}

std::string models_of(const LoadedSurvey& loaded) {
  std::vector<std::string> titles;
  for (const ModelUse& use : loaded.graph.models) titles.push_back(use.model->title);
  return join(titles, " · ");
}

void add_map_texts(const SheetSource& source, Sheet& sheet) {
  const Words& words = source.words;
  const geo::Crs& crs = source.loaded.graph.area.crs;
  outputs::SheetTexts& texts = sheet.texts;
  texts.scale = words("sheet_scale", {{"scale", grouped(sheet.page.scale)}, {"paper", source.loaded.survey.paper}});
  texts.bar_unit = sheet.page.scale >= 20'000 ? "km" : "m";
  texts.north = words("sheet_north");
  const std::string label = crs.label();
  texts.projection = {label == crs.name ? label : crs.name + " (" + label + ")"};
  if (const std::string datum = datum_of(crs.wkt); !datum.empty())
    texts.projection.push_back(words("sheet_datum", {{"datum", datum}}));
  texts.projection.push_back(words("sheet_lon_lat"));
  const double turn = convergence_deg(crs, sheet.page.ground);
  if (std::isfinite(turn))
    texts.north_note = words("sheet_convergence", {{"degrees", fmt::format("{:.2f}", std::abs(turn))},
                                                   {"side", words(turn < 0 ? "sheet_west" : "sheet_east")}});
}

}  // namespace

void add_texts(const SheetSource& source, Sheet& sheet) {
  const LoadedSurvey& loaded = source.loaded;
  const Words& words = source.words;
  outputs::SheetTexts& texts = sheet.texts;
  add_class_keys(source, sheet);
  add_hidden_key(source, sheet);
  const JudgedGround& ground = source.delivery.judged();
  add_input_keys(source, sheet);
  texts.title = loaded.survey.name;
  const bool models = !loaded.graph.models.empty();
  texts.subtitle = models ? words("sheet_title", {{"models", models_of(loaded)}}) : words("sheet_no_model");
  if (models)
    texts.outcome = !sheet.targets.empty() ? words("outcome_some", {{"count", std::to_string(sheet.targets.size())}})
                    : ground.allows_conclusion() ? words("outcome_none")
                                                 : no_conclusion(ground, words);
  texts.legend = words("sheet_legend");
  add_map_texts(source, sheet);
  texts.table = words("sheet_table");
  std::set<std::string> credits = data_credits(loaded, words);
  if (sheet.locator.half_width_km > 0) credits.insert(words("sheet_locator_credit"));
  texts.notes = {{words("sheet_caution"),
                  {map_statement(loaded, words), words("not_judged_note"),
                   words("statement_hold", {{"pixel", format_number(loaded.survey.resolution_m)}})}},
                 {words("sheet_credits"), std::vector<std::string>(credits.begin(), credits.end())}};
  texts.record = {std::string("greisen ") + GREISEN_VERSION + " · " + words("record_survey"),
                  sha256_text(loaded.survey.text)};
}

}  // namespace greisen
