// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/record.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "pipeline/graph/input_shifts.hpp"
#include "pipeline/graph/learnt.hpp"
#include "pipeline/products/report/parts.hpp"
#include "pipeline/run/found_facts.hpp"
#include "pipeline/survey/season.hpp"
#include "pipeline/survey/told_paths.hpp"
#include "record/checksums.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

std::string scene_json(const Survey& survey, const SensorUse& use, const scene::Scene& scene) {
  std::string decisions;
  for (const scene::Decision& decision : scene.decisions)
    decisions += fmt::format("{}{{\"what\":{},\"value\":{},\"why\":{}}}", decisions.empty() ? "" : ",",
                             json_string(decision.what), json_string(decision.value), json_string(decision.why));
  std::string bands;
  for (const std::string& name : use.bands) {
    const scene::SceneBand* band = scene.find(name);
    bands += fmt::format("{}{{\"name\":{},\"file\":{},\"scale\":{},\"offset\":{}}}", bands.empty() ? "" : ",",
                         json_string(name), json_string(told_path(survey, band->source.path)),
                         format_number(band->source.scale), format_number(band->source.offset));
  }
  return fmt::format(
      "{{\"id\":{},\"sensor\":{},\"platform\":{},\"level\":{},\"kind\":{},\"date\":{},\"tile\":{},\"baseline\":{},"
      "\"synthetic\":{},\"decisions\":[{}],\"bands\":[{}]}}",
      json_string(scene.id), json_string(use.sensor.id), json_string(scene.platform), json_string(scene.level),
      json_string(to_word(scene.kind)), json_string(scene.date), json_string(scene.tile), json_string(scene.baseline),
      scene.synthetic, decisions, bands);
}

/// Days from the first to the last of rising dates YYYY-MM-DD; null where one is unknown.
std::string days_between(const std::set<std::string>& dates) {
  const auto day = [](const std::string& text) -> std::optional<std::chrono::sys_days> {
    const auto part = [&](std::size_t at, std::size_t size) { return parse_double(text.substr(at, size)); };
    if (text.size() != 10 || !part(0, 4) || !part(5, 2) || !part(8, 2)) return {};
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*part(0, 4))),
                                           std::chrono::month(static_cast<unsigned>(*part(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(*part(8, 2)))};
    return date.ok() ? std::optional<std::chrono::sys_days>(date) : std::nullopt;
  };
  const auto first = day(*dates.begin());
  const auto last = day(*dates.rbegin());
  return first && last ? std::to_string((*last - *first).count()) : "null";
}

/// What each composite is made of: the dates it mixes, above all.
std::string composites_json(const RunFacts& facts) {
  const Survey& survey = facts.loaded.survey;
  std::string text;
  for (const SensorUse& use : facts.loaded.graph.sensors) {
    if (use.scenes.empty()) continue;
    std::set<std::string> dates;
    for (const scene::Scene& scene : use.scenes) dates.insert(scene.date);
    text += fmt::format(
        "{}{{\"sensor\":{},\"method\":{},\"season\":{},\"kind\":{},\"scenes\":{},\"dates\":{},\"first_date\":{},"
        "\"last_date\":{},\"days\":{}}}",
        text.empty() ? "" : ",", json_string(use.sensor.id),
        json_string(use.scenes.size() == 1 ? "none" : survey.composite),
        json_string(season_for(survey.season, survey.composite, facts.loaded.graph.area).text()),
        json_string(to_word(use.kind)), use.scenes.size(), dates.size(), json_string(*dates.begin()),
        json_string(*dates.rbegin()), days_between(dates));
  }
  return "[" + text + "]";
}

std::string model_json(const RunFacts& facts, const ModelUse& use) {
  std::string evidence;
  for (const EvidenceUse& one : use.evidence) {
    evidence += fmt::format(
        "{}{{\"id\":{},\"sensor\":{},\"layer\":{},\"family\":{},\"weight\":{},\"widened\":{},\"percentiles\":{}}}",
        evidence.empty() ? "" : ",", json_string(one.evidence->id), json_string(one.sensor), json_string(one.layer),
        json_string(one.evidence->family), format_number(one.evidence->weight), json_string(one.widened),
        percentiles_json(facts.state, *facts.loaded.graph.graph, one.membership.node));
  }
  std::string missing;
  for (const std::string& text : use.missing) missing += (missing.empty() ? "" : ",") + json_string(text);
  const auto found = std::ranges::find(facts.outcomes, use.model->id, &ModelOutcome::model);
  const std::string outcome = found == facts.outcomes.end() ? "null" : found->json;
  return fmt::format("{{\"id\":{},\"evidence\":[{}],\"missing\":[{}],\"cannot_see\":{},\"outcome\":{}}}",
                     json_string(use.model->id), evidence, missing, json_string(use.model->cannot_see), outcome);
}

void add_steps(const RunFacts& facts, RunRecord& record) {
  const Graph& graph = *facts.loaded.graph.graph;
  for (int number = 0; number < static_cast<int>(graph.nodes().size()); ++number) {
    const Node& node = graph.node(number);
    if (node.is_source()) continue;
    RecordedStep step;
    const auto learnt = facts.result.models.find(number);
    if (learnt != facts.result.models.end()) step.learnt = model_values_json(learnt->second, node.inputs.size());
    step.id = node.step.id;
    step.layer = node.name;
    step.source = node.step.source;
    for (const auto& [name, value] : node.request.arguments) step.arguments[name] = json_string(to_text(value));
    for (const Port& port : node.inputs)
      step.inputs.push_back(graph.node(port.node).name + ": " + graph.layer(port).name);
    record.steps.push_back(std::move(step));
  }
}

void add_layers(const RunFacts& facts, RunRecord& record) {
  const SurveyGraph& graph = facts.loaded.graph;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i)
    for (const Port& port : graph.graph->sinks()[i].ports) {
      const Layer& layer = graph.graph->layer(port);
      record.layers.push_back(
          {layer.name, layer.unit, layer.formula, layer.source, graph.rasters[i].sensor, graph.rasters[i].path});
    }
}

void add_inputs(const RunFacts& facts, RunRecord& record) {
  const Survey& survey = facts.loaded.survey;
  std::map<std::string, RecordedFile> files;  // in the order of their names, however they were reached
  for (const auto& [file, sha256] : facts.loaded.graph.inputs->files()) {
    std::string name = told_path(survey, file);
    std::error_code gone;
    if (std::filesystem::exists(file, gone)) files[name] = record_file(file, name, sha256);
  }
  for (auto& [name, file] : files) record.inputs.push_back(std::move(file));
}

/// A word of the command line: a path, --option=PATH or anything else.
std::string told_word(const Survey& survey, const std::string& word) {
  const std::size_t at = word.starts_with("--") ? word.find('=') + 1 : 0;  // 0 where there is none
  return word.substr(at).starts_with('/') ? word.substr(0, at) + told_path(survey, word.substr(at)) : word;
}

/// Pixels taken away for each reason, over the whole grid.
void add_masks(const RunFacts& facts, RunRecord& record) {
  if (const auto pixels = pixels_by_reason(facts.state, facts.loaded.graph))
    for (const auto& [reason, count] : *pixels) record.add_mask(reason, count);
}

}  // namespace

void write_run_record(const RunFacts& facts) {
  RunRecord record;
  record.told = teller_of(facts.loaded.survey);
  record.version = GREISEN_VERSION;
  record.cpu = cpu_model();
  record.threads = facts.session.globals.threads;
  record.memory_bytes = facts.session.globals.memory_bytes;
  for (const std::string& word : facts.session.globals.command_line)
    record.command_line.push_back(told_word(facts.loaded.survey, word));
  record.started = facts.started;
  record.status = facts.status;
  record.set_part("error", facts.error_json);
  record.exit_code = facts.exit_code;
  record.survey_name = facts.loaded.survey.name;
  record.survey_path = std::filesystem::path(absolute_path(facts.loaded.survey.path))
                           .lexically_relative(absolute_path(facts.state.folder()))
                           .string();  // from the run's folder
  record.survey_sha256 = sha256_text(facts.loaded.survey.text);
  record.seed = facts.loaded.survey.seed;
  record.set_effective_survey(told_values(facts.loaded.survey));
  const Grid& grid = facts.loaded.graph.graph->grid();
  record.set_part(
      "grid",
      fmt::format("{{\"crs\":{},\"origin\":[{},{}],\"pixel\":{},\"cols\":{},\"rows\":{},\"pixels\":{},\"place\":{}}}",
                  json_string(geo::parse_crs(grid.crs).label()), format_number(grid.origin_x),
                  format_number(grid.origin_y), format_number(grid.pixel_x), grid.cols, grid.rows,
                  json_string(facts.loaded.graph.grid_pixels), numbers_json(grid.place_deg)));
  record.set_part("datum_shifts", json_of(input_shifts(facts.loaded.graph)));
  record.set_part("area", fmt::format("{{\"km2\":{}}}", format_number(facts.loaded.graph.area.area_km2())));
  record.set_part("composites", composites_json(facts));
  record.set_part("synthetic", is_synthetic(facts.loaded) ? "true" : "false");
  for (const SensorUse& use : facts.loaded.graph.sensors)
    for (const scene::Scene& scene : use.scenes) record.add_scene(scene_json(facts.loaded.survey, use, scene));
  for (const ModelUse& use : facts.loaded.graph.models) record.add_model(model_json(facts, use));
  for (const Declined& declined : facts.loaded.graph.declined)
    record.add_model(
        fmt::format("{{\"id\":{},\"declined\":{}}}", json_string(declined.id), json_string(declined.reason)));
  add_steps(facts, record);
  add_layers(facts, record);
  add_inputs(facts, record);
  add_masks(facts, record);
  for (const PassReport& pass : facts.result.passes)
    record.passes.push_back({pass.name, static_cast<std::uint64_t>(grid.window().pixels()), pass.result.seconds,
                             pass.result.blocks_touched, pass.result.blocks_decoded, pass.result.units_kept > 0});
  for (const Warning& warning : facts.session.log.warnings()) record.add_warning(warning.code, warning.text);
  for (const auto& [path, entry] : facts.state.entries()) record.outputs.push_back({path, entry.bytes, entry.sha256});
  record.peak_bytes = peak_rss_bytes();
  record.finished = utc_now();
  record.write(facts.state.folder() + "/run.json");
  if (facts.status == "done") write_checksums(facts.state.folder() + "/checksums.sha256", record.outputs);
}

std::string run_json(const RunState& state, const std::vector<ModelOutcome>& outcomes, const LoadedSurvey& loaded) {
  std::string models;
  for (const ModelOutcome& model : outcomes)
    models += fmt::format("{}{{\"id\":{},\"targets\":{}}}", models.empty() ? "" : ",", json_string(model.model),
                          model.targets);
  std::string declined;
  for (const Declined& one : loaded.graph.declined)
    declined += fmt::format("{}{{\"id\":{},\"reason\":{}}}", declined.empty() ? "" : ",", json_string(one.id),
                            json_string(one.reason));
  return fmt::format("{{\"run\":{},\"models\":[{}],\"declined\":[{}]}}", json_string(state.folder()), models, declined);
}

}  // namespace greisen
