// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/write_targets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "outputs/targets_files.hpp"
#include "pipeline/graph/inputs.hpp"
#include "pipeline/graph/model.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/maps/write_maps.hpp"
#include "pipeline/products/targets/annotate_targets.hpp"
#include "pipeline/products/targets/judged_ground.hpp"
#include "pipeline/products/targets/kept_layers.hpp"
#include "pipeline/products/targets/outcomes.hpp"
#include "pipeline/products/targets/target_heights.hpp"
#include "pipeline/products/targets/target_null.hpp"
#include "pipeline/products/targets/target_ranks.hpp"
#include "targets/extract.hpp"
#include "targets/lookalikes.hpp"
#include "targets/rank.hpp"
#include "targets/target.hpp"

namespace greisen {
namespace {

using targets::Refusal;

/// The targets of one model, and one sentence on them.
struct ModelTargets {
  std::string model;
  double threshold = 0;
  double judged_share = 0;  ///< of the area, 0-1, in which the model has a score
  targets::RankedTargets ranked;
  std::int64_t too_small = 0;
  TargetNull null;
  std::string text;
};

/// 0 where the model has a score, 1 elsewhere: what one sensor judged another may not have.
targets::WindowReader not_judged_by(targets::WindowReader score) {
  return [score = std::move(score)](const Window& window, TileView out) {
    score(window, out);
    for (int row = 0; row < out.rows; ++row)
      for (float& pixel : out.row(0, row)) pixel = std::isnan(pixel) ? 1.0F : 0.0F;
  };
}

targets::ExtractRequest request_of(const LoadedSurvey& loaded, const ModelUse& use, const EngineResult& result,
                                   const geo::PointTransform& to_lonlat) {
  const SurveyGraph& graph = loaded.graph;
  targets::ExtractRequest request;
  request.model = use.model->id;
  request.grid = graph.graph->grid();
  request.metres_per_unit = geo::parse_crs(request.grid.crs).metres_per_unit;
  request.threshold = target_threshold(result.models.at(use.classes), loaded.survey.targets.top_area_percent);
  request.min_pixels = loaded.survey.targets.min_pixels.value_or(use.model->min_pixels);
  request.join_gap_m = use.model->join_gap_m;
  request.score = kept_layers(result, {use.score});
  request.reasons = not_judged_by(request.score);
  std::vector<Port> evidence;
  for (const EvidenceUse& one : use.evidence) {
    if (!is_kept(result, one.membership)) continue;
    evidence.push_back(one.membership);
    request.evidence_names.push_back({one.evidence->id, one.evidence->family, one.sensor.empty()});
  }
  for (const LookalikeUse& lookalike : graph.lookalikes) {
    if (evidence.empty() || !lookalike.sign) continue;
    evidence.push_back(*lookalike.sign);
    ++request.marks;
  }
  if (use.opposite && !evidence.empty()) {
    if (use.opposite->green) {
      evidence.push_back(*use.opposite->green);
      ++request.marks;
    }
    evidence.push_back(use.opposite->strength);
    request.strength = true;
    request.lines = use.model->least_elongation > 1;
  }
  if (is_kept(result, use.uncertainty) && !evidence.empty()) {
    evidence.push_back(use.uncertainty);
    request.spread = true;
  }
  if (!evidence.empty()) request.evidence = kept_layers(result, evidence);
  request.lonlat = [&to_lonlat](const geo::Point& point) { return to_lonlat.apply(point); };
  return request;
}

std::vector<targets::LookalikeSign> signs_of(const std::vector<LookalikeUse>& lookalikes) {
  std::vector<targets::LookalikeSign> signs;
  for (const LookalikeUse& use : lookalikes) signs.push_back({use.lookalike, use.sign.has_value()});
  return signs;
}

std::vector<std::string> dates_of(const SurveyGraph& graph, const ModelUse& use) {
  std::set<std::string> dates;
  for (const SensorUse& sensor : graph.sensors)
    for (const EvidenceUse& evidence : use.evidence)
      if (evidence.sensor == sensor.sensor.id)
        for (const scene::Scene& scene : sensor.scenes)
          dates.insert(sensor.sensor.id + " " + (scene.date.empty() ? scene.id : scene.date));
  return {dates.begin(), dates.end()};
}

/// Families that this survey could show at all: asking for more would leave nothing.
int families_needed(const LoadedSurvey& loaded, const ModelUse& use) {
  std::set<std::string> families;
  for (const EvidenceUse& evidence : use.evidence) families.insert(evidence.evidence->family);
  return std::min(loaded.survey.targets.min_families, static_cast<int>(families.size()));
}

std::string outcome(const DepositModel& model, const ModelTargets& found, JudgedGround ground) {
  ground.judged = found.judged_share * ground.inside;
  if (found.ranked.targets.empty() && !ground.allows_conclusion())
    return model.id + ": " + no_conclusion(ground, Words("en"));
  double hectares = 0;
  for (const targets::Target& target : found.ranked.targets) hectares += target.area_ha;
  return (found.ranked.targets.empty()
              ? model.id + ": nothing here stands out from background"
              : fmt::format("{}: {} target{}, {:.1f} ha", model.id, found.ranked.targets.size(),
                            found.ranked.targets.size() == 1 ? "" : "s", hectares)) +
         fmt::format("; {:.0f} % of the area could be judged", 100 * found.judged_share);
}

std::string sentence(const DepositModel& model, const ModelTargets& found, const JudgedGround& ground) {
  std::string text;
  if (found.ranked.count(Refusal::below_least) > 0)
    text += fmt::format("; {} more score below {}, the least of a target of this model",
                        found.ranked.count(Refusal::below_least), format_number(model.least_score));
  if (found.ranked.count(Refusal::below_null) > 0)
    text += !std::isnan(found.null.strength)
                ? fmt::format("; {} more are no stronger than what the opposite of the scenes shows ({:.4g})",
                              found.ranked.count(Refusal::below_null), found.null.strength)
                : fmt::format("; {} more score no higher than ground without anything in it may ({:.3f})",
                              found.ranked.count(Refusal::below_null), found.null.score);
  if (found.ranked.count(Refusal::too_round) > 0)
    text += fmt::format("; {} more are not of the elongated form that it looks for",
                        found.ranked.count(Refusal::too_round));
  if (!found.ranked.set_aside.empty()) {
    std::map<std::string, int> by_flag;
    for (const targets::Target& target : found.ranked.set_aside) ++by_flag[target.flags.front()];
    std::vector<std::string> words;
    words.reserve(by_flag.size());
    for (const auto& [flag, count] : by_flag) words.push_back(fmt::format("{} {}", flag, count));
    text += fmt::format("; {} more look like something else and are set aside ({})", found.ranked.set_aside.size(),
                        join(words, ", "));
  }
  std::string first = outcome(model, found, ground);
  if (!text.empty() && first.ends_with('.')) first.pop_back();
  return first + text;
}

ModelTargets find_targets(const LoadedSurvey& loaded, const ModelUse& use, const EngineResult& result,
                          const JudgedGround& ground, Session& session) {
  const geo::PointTransform to_lonlat(loaded.graph.area.crs, geo::wgs84());
  const targets::ExtractRequest request = request_of(loaded, use, result, to_lonlat);
  ModelTargets found;
  found.model = use.model->id;
  found.threshold = request.threshold;
  found.judged_share = result.models.at(use.classes).at("pixels").front() / ground.inside;
  if (std::isnan(request.threshold)) {
    found.text = sentence(*use.model, found, ground);
    return found;
  }
  targets::Extraction extraction = extract_targets(request);
  const int families = request.evidence_names.empty() ? 0 : families_needed(loaded, use);
  if (families < loaded.survey.targets.min_families)
    session.log.warn("W4202", fmt::format("{}: the survey offers {} evidence {}; targets.min_families falls to it",
                                          use.model->id, families, families == 1 ? "family" : "families"));
  if (extraction.cut())
    session.log.warn("W4203", fmt::format("{}: {} targets were found and the best {} are kept", use.model->id,
                                          extraction.found, extraction.targets.size()));
  found.too_small = extraction.too_small;
  found.null = target_null(loaded, use, request, extraction.targets, result, session);
  const std::vector<targets::LookalikeSign> signs = signs_of(loaded.graph.lookalikes);
  const auto number = static_cast<std::size_t>(&use - loaded.graph.models.data());
  found.ranked = targets::rank_targets(
      std::move(extraction.targets),
      {use.model, number, request.evidence_names, signs, found.null.score, found.null.strength, families});
  const std::vector<std::string> dates = dates_of(loaded.graph, use);
  for (std::vector<targets::Target>* const list :
       {&found.ranked.targets, &found.ranked.set_aside, &found.ranked.near_misses}) {
    for (targets::Target& target : *list) target.sensor_dates = dates;
    add_ranks(use, request, session.globals.threads, *list);
  }
  found.text = sentence(*use.model, found, ground);
  return found;
}

std::string number_json(double number) { return std::isfinite(number) ? format_number(number) : "null"; }

ModelOutcome outcome_of(const ModelTargets& model) {
  return {
      model.model, model.ranked.targets.size(), model.text,
      fmt::format("{{\"threshold\":{},\"targets\":{},\"too_small\":{},\"too_few_families\":{},\"too_round\":{},\"set_"
                  "aside\":{},\"below_null\":{},\"below_least\":{},\"null\":\"{}\",\"null_score\":{},\"null_strength\":"
                  "{},\"judged_"
                  "share\":{},\"text\":{}}}",
                  number_json(model.threshold), model.ranked.targets.size(), model.too_small,
                  model.ranked.count(Refusal::too_few_families), model.ranked.count(Refusal::too_round),
                  model.ranked.set_aside.size(), model.ranked.count(Refusal::below_null),
                  model.ranked.count(Refusal::below_least), model.null.kind, number_json(model.null.score),
                  number_json(model.null.strength), number_json(model.judged_share), json_string(model.text))};
}

std::vector<ProductFile> files(const LoadedSurvey& loaded) {
  if (loaded.graph.models.empty()) return {};
  return {{"targets.gpkg", "file_targets", "application/geopackage+sqlite3", "data", true},
          {"targets.csv", "file_csv", "text/csv", "data", true},
          {"targets.geojson", "file_targets", "application/geo+json"},
          {"targets.kml", "file_kml", "application/vnd.google-earth.kml+xml", "data", true},
          {"targets.gpx", "file_gpx", "", "", true}};
}

bool needs(const RasterSpec& raster) { return !raster.of_scenes; }

std::string key(const LoadedSurvey& loaded, const std::string& before) {
  const TargetRequest& request = loaded.survey.targets;
  InputHashes& inputs = *loaded.graph.inputs;
  return sha256_text("targets 5\n" + before + format_number(request.top_area_percent) + " " +
                     std::to_string(request.min_families) + " " + format_number(request.beat_null) + " " +
                     std::to_string(loaded.survey.seed) + " " + std::to_string(request.min_pixels.value_or(0)) +
                     key_of_annotations(loaded.survey, inputs) + targets::key_of(signs_of(loaded.graph.lookalikes)) +
                     content_of_models(loaded.survey, loaded.graph) + styles_key(loaded, "targets.gpkg"));
}

bool known(const RunState& state, const std::string& targets_key) {
  return outcomes_of(state, targets_key).has_value();
}

// Fitted, as the rates of the other products are, to the processor time that runs of the demo took at 20, 10 and 5 m
// (0.09, 0.35 and 1.4 million pixels, 45 rasters, 3 models): at 10 m measured 3.1, fitted 3.1 s.
double seconds(const LoadedSurvey& loaded, int threads) {
  constexpr double kPixel_s = 2.9e-6;  ///< of a model, up to as many as its null is drawn on
  constexpr double kPixels = 350e3;
  constexpr double kOther_s = 0.12e-6;  ///< of a model, for every pixel
  const auto pixels = static_cast<double>(loaded.graph.graph->grid().window().pixels());
  return static_cast<double>(loaded.graph.models.size()) * (kPixel_s * std::min(pixels, kPixels) + kOther_s * pixels) /
         threads;
}

void write(Delivery& delivery) {
  const LoadedSurvey& loaded = delivery.loaded;
  const JudgedGround ground = judged_ground(loaded, delivery.engine);
  std::vector<targets::Target> all;
  std::vector<targets::Target> aside;
  std::vector<targets::Target> missed;
  for (const ModelUse& use : loaded.graph.models) {
    const std::size_t told = delivery.session.log.warnings().size();
    const ModelTargets found = find_targets(loaded, use, delivery.engine, ground, delivery.session);
    all.insert(all.end(), found.ranked.targets.begin(), found.ranked.targets.end());
    aside.insert(aside.end(), found.ranked.set_aside.begin(), found.ranked.set_aside.end());
    missed.insert(missed.end(), found.ranked.near_misses.begin(), found.ranked.near_misses.end());
    delivery.outcomes.push_back(outcome_of(found));
    const std::vector<Warning> warnings = delivery.session.log.warnings();
    delivery.outcomes.back().warnings.assign(warnings.begin() + static_cast<std::ptrdiff_t>(told), warnings.end());
  }
  for (std::vector<targets::Target>* const list : {&all, &aside, &missed}) {
    annotate_targets(loaded.graph.data, loaded.graph.graph->grid(), *list);
    add_heights(loaded.graph, delivery.engine, *list);
  }
  const std::string folder = delivery.folder() + "/";
  outputs::write_targets_gpkg(folder + "targets.gpkg", {&all, &all, &aside, &missed}, loaded.graph.area.crs,
                              styles_of(loaded, "targets.gpkg"));
  outputs::write_targets_csv(folder + "targets.csv", all);
  outputs::write_targets_geojson(folder + "targets.geojson", all, loaded.graph.area.crs);
  outputs::write_targets_kml(folder + "targets.kml", all, loaded.graph.area.crs,
                             loaded.catalogue->find_palette("marks").named("target"));
  outputs::write_targets_gpx(folder + "targets.gpx", all);
  keep_outcomes(delivery.state, delivery.keys.at("targets.gpkg"), delivery.outcomes);
}

void recall(Delivery& delivery) {
  delivery.outcomes = outcomes_of(delivery.state, delivery.keys.at("targets.gpkg")).value_or(delivery.outcomes);
  for (const ModelOutcome& outcome : delivery.outcomes)
    for (const Warning& warning : outcome.warnings) delivery.session.log.warn(warning.code, warning.text);
}

}  // namespace

Product targets_product() { return {"targets", "targets", files, key, needs, seconds, known, write, recall}; }

}  // namespace greisen
