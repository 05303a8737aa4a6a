// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/interrupt.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "pipeline/graph/input_shifts.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/run/record.hpp"
#include "pipeline/run/run.hpp"
#include "pipeline/run/run_folder.hpp"
#include "pipeline/run/stale_outputs.hpp"
#include "pipeline/run/time.hpp"
#include "pipeline/run/write_files.hpp"
#include "pipeline/survey/repeats.hpp"
#include "pipeline/survey/told_paths.hpp"
#include "record/run_record.hpp"

namespace greisen {

namespace {

/// Lines that give the same reason in one: a long list of downloads has dozens out of season.
std::vector<std::string> by_reason(const std::vector<std::string>& left_out) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> lines;
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  for (const std::string& line : left_out) {
    const std::size_t end = line.find(": ");
    const std::string reason = end == std::string::npos ? "" : line.substr(end);
    const auto same = std::ranges::find(groups, reason, [](const auto& group) { return group.first; });
    auto& group = same == groups.end() ? groups.emplace_back(reason, std::vector<std::string>{}) : *same;
    group.second.push_back(line.substr(0, end));
  }
  for (const auto& [reason, named] : groups) {
    std::string text;
    for (std::size_t i = 0; i < std::min(named.size(), kNamed); ++i) text += (i == 0 ? "" : ", ") + named[i];
    if (named.size() > kNamed) text += fmt::format(" and {} more", named.size() - kNamed);
    lines.push_back(text + reason);
  }
  return lines;
}

/// Each date once.
std::string dates_of(const std::vector<scene::Scene>& scenes) {
  std::vector<std::string> dates;
  for (const scene::Scene& scene : scenes) {
    const std::string date = scene.date.empty() ? scene.id : scene.date;
    if (std::ranges::find(dates, date) == dates.end()) dates.push_back(date);
  }
  std::string text;
  for (const std::string& date : dates) text += (text.empty() ? "" : ", ") + date;
  return text;
}

/// Filters whose lengths in metres the pixels of this grid are too coarse for.
void tell_widened(const SurveyGraph& graph, Log& log) {
  for (const ModelUse& use : graph.models)
    for (const EvidenceUse& one : use.evidence)
      if (!one.widened.empty())
        log.warn("W4205", use.model->id + ", " + one.evidence->id + ": filters finer than the pixels are widened: " +
                              one.widened + "; what it finds is as wide");
  for (const LookalikeUse& use : graph.lookalikes)
    if (!use.widened.empty())
      log.warn("W4205",
               "look-alike " + use.lookalike->id + ": filters finer than the pixels are widened: " + use.widened);
}

}  // namespace

LoadedSurvey load_survey(const RunOptions& options, Session& session) {
  std::vector<Problem> found;
  LoadedSurvey loaded{read_survey(options.survey, session.globals.assignments, found), nullptr, {}};
  SurveyProblems problems(loaded.survey, std::move(found));
  count_once(loaded.survey, session.log);
  loaded.survey.damaged = options.damaged;
  loaded.survey.measure_shifts = options.reads_pixels;
  if (!problems.gather("",
                       [&] { loaded.catalogue = std::make_unique<Catalogue>(load_catalogue(loaded.survey.folder)); }))
    problems.tell(session.log);
  for (const std::string& key : loaded.survey.unused)
    session.log.warn("W2101",
                     "the survey's '" + key + "' is read by no step of this version; nothing was done with it");
  const std::string list = run_folder_of(options) + "/.greisen/inputs.tsv";
  auto inputs = options.wants_keys ? std::make_shared<InputHashes>(loaded.survey.folder, list, session.globals.threads,
                                                                   &session.progress)
                                   : std::make_shared<InputHashes>();
  if (options.repair) inputs->distrust();
  loaded.graph = build_survey_graph(loaded.survey, *loaded.catalogue, std::move(inputs), problems, session.log);
  tell_widened(loaded.graph, session.log);
  for (const std::string& text : by_reason(loaded.graph.left_out)) session.log.warn("W4101", "left out: " + text);
  for (const InputShift& one : input_shifts(loaded.graph))
    session.log.info("datum of " + printable(one.input) + ": " + one.shift.text());
  for (const Declined& declined : loaded.graph.declined)
    session.log.warn("W4201", "model " + declined.id + " declined: " + declined.reason);
  return loaded;
}

std::string run_folder_of(const RunOptions& options) {
  if (!options.folder.empty()) return settled_place(options.folder);
  const std::filesystem::path parent = std::filesystem::path(options.survey).parent_path();
  return ((parent.empty() ? std::filesystem::path(".") : parent) / "run").string();
}

namespace {

std::string scene_lines(const SurveyGraph& graph) {
  std::string text;
  for (const SensorUse& use : graph.sensors) {
    std::string bands;
    for (const std::string& band : use.bands) bands += (bands.empty() ? "" : " ") + band;
    text += fmt::format("Scenes    {}  {} ({})  bands {}\n", use.sensor.name, use.scenes.size(),
                        printable(dates_of(use.scenes), 120), bands);
    for (const scene::Scene& scene : use.scenes)
      if (const auto buffer = std::ranges::find(scene.decisions, "cloud buffer", &scene::Decision::what);
          buffer != scene.decisions.end()) {  // the same for all of a sensor
        text += "          clouds grow by " + buffer->value + ": " + buffer->why + "\n";
        break;
      }
  }
  return text;
}

std::string model_lines(const SurveyGraph& graph) {
  std::string text;
  for (const ModelUse& use : graph.models) {
    std::string list;
    for (const EvidenceUse& evidence : use.evidence)
      list += (list.empty() ? "" : ", ") + evidence.evidence->id + " (" + evidence.sensor + ")";
    text += fmt::format("Model     {}  {}\n", use.model->id, list);
    for (const EvidenceUse& evidence : use.evidence)
      if (!evidence.widened.empty())
        text += "          " + evidence.evidence->id + " is widened to the pixels: " + evidence.widened + "\n";
    for (const std::string& missing : use.missing) text += "          without " + missing + "\n";
  }
  for (const Declined& declined : graph.declined)
    text += fmt::format("Declined  {}: {}\n", declined.id, declined.reason);
  for (const std::string& line : by_reason(graph.left_out)) text += "Left out  " + line + "\n";
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " · ") + word;
  return text;
}

struct PlanTotals {
  std::uint64_t scratch = 0;
  std::uint64_t outputs = 0;
  std::uint64_t memory = 0;
  double pass_seconds = 0;
  std::vector<StageTime> stages;
  double seconds = 0;  ///< of the whole run
};

PlanTotals totals_of(const std::vector<PassEstimate>& passes, const LoadedSurvey& loaded, int threads) {
  const SurveyGraph& graph = loaded.graph;
  PlanTotals totals;
  for (const PassEstimate& pass : passes) {
    totals.scratch += pass.scratch_bytes;
    totals.memory = std::max(totals.memory, pass.memory_bytes);
    totals.pass_seconds += pass.seconds;
  }
  totals.stages = stage_times(loaded, threads);
  totals.seconds = totals.pass_seconds;
  for (const StageTime& stage : totals.stages) totals.seconds += stage.seconds;
  const auto pixels = static_cast<double>(graph.graph->grid().window().pixels());
  for (std::size_t i = 0; i < graph.rasters.size(); ++i) {
    const auto bands = static_cast<double>(graph.graph->sinks()[i].ports.size());
    totals.outputs += static_cast<std::uint64_t>(pixels * bands * geo::bytes_of(graph.rasters[i].type) * 4 / 3);
  }
  return totals;
}

std::string pass_table(const std::vector<PassEstimate>& passes) {
  std::string text =
      fmt::format(" {:>2}  {:<58} {:>9} {:>10} {:>10} {:>9}\n", "#", "pass", "pixels", "memory", "scratch", "time");
  int number = 1;
  for (const PassEstimate& pass : passes) {
    text += fmt::format(" {:>2}  {:<58} {:>9} {:>10} {:>10} {:>9}\n", number++, printable(pass.name, 58),
                        fmt::format("{:.1f} M", static_cast<double>(pass.pixels) / 1e6), human_size(pass.memory_bytes),
                        human_size(pass.scratch_bytes), human_duration(pass.seconds));
    if (!pass.steps.empty()) text += "     " + joined(pass.steps) + "\n";
  }
  return text;
}

/// What stands in the run's folder, and why the rest is made: nothing where there is no run yet.
struct Standing {
  bool of_a_run = false;
  bool anything = true;
  StaleOutputs stale;
  std::vector<std::string> changed;  ///< inputs, with a word on each
};

std::vector<std::string> inputs_unlike_before(const LoadedSurvey& loaded, const std::string& folder) {
  const EarlierRun earlier = earlier_run(folder + "/run.json");
  if (earlier.inputs.empty()) return {};
  std::map<std::string, std::string> now;
  for (const auto& [file, sha256] : loaded.graph.inputs->files()) now[told_path(loaded.survey, file)] = sha256;
  std::vector<std::string> changed;
  for (const auto& [name, sha256] : now) {
    const auto before = earlier.inputs.find(name);
    if (before == earlier.inputs.end()) changed.push_back(name + " (new)");
    if (before != earlier.inputs.end() && before->second != sha256) changed.push_back(name);
  }
  for (const auto& [name, sha256] : earlier.inputs)
    if (!now.contains(name)) changed.push_back(name + " (no longer read)");
  return changed;
}

Standing standing_of(const LoadedSurvey& loaded, const std::string& folder) {
  Standing standing;
  standing.of_a_run = true;
  RunState state = RunState::looked_at(folder);
  standing.stale = stale_outputs(loaded, state);
  standing.anything = anything_to_do(standing.stale, loaded, state);
  standing.changed = inputs_unlike_before(loaded, folder);
  return standing;
}

std::string standing_text(const Standing& standing) {
  if (!standing.of_a_run) return {};
  if (!standing.anything) return "Standing  all is as the survey asks: a run has nothing to do\n";
  const std::size_t all = standing.stale.keys.size();
  std::string text = fmt::format("Standing  {} of {} files are kept\n", all - standing.stale.why.size(), all);
  std::vector<std::string> lines;
  for (const auto& [path, why] : standing.stale.why) lines.push_back(path + ": " + why);
  for (const std::string& line : by_reason(lines)) text += "Again     " + line + "\n";
  for (const std::string& name : standing.changed) text += "Changed   " + printable(name) + "\n";
  return text;
}

std::string standing_json(const Standing& standing) {
  std::string kept;
  std::string again;
  for (const auto& [path, key] : standing.stale.keys) {
    const auto why = standing.stale.why.find(path);
    std::string& list = why == standing.stale.why.end() ? kept : again;
    list += (list.empty() ? "" : ",") +
            (why == standing.stale.why.end()
                 ? json_string(path)
                 : fmt::format("{{\"path\":{},\"why\":{}}}", json_string(path), json_string(why->second)));
  }
  std::string changed;
  for (const std::string& name : standing.changed) changed += (changed.empty() ? "" : ",") + json_string(name);
  return fmt::format("\"up_to_date\":{},\"kept\":[{}],\"again\":[{}],\"changed_inputs\":[{}]", !standing.anything, kept,
                     again, changed);
}

std::string plan_json(const std::vector<PassEstimate>& passes, const PlanTotals& totals, const SurveyGraph& graph,
                      const Standing& standing) {
  std::string list;
  for (const PassEstimate& pass : passes) {
    std::string steps;
    for (const std::string& step : pass.steps) steps += (steps.empty() ? "" : ",") + json_string(step);
    list += fmt::format(
        "{}{{\"name\":{},\"steps\":[{}],\"pixels\":{},\"memory_bytes\":{},\"scratch_bytes\":{},\"seconds\":{},"
        "\"blocks\":{}}}",
        list.empty() ? "" : ",", json_string(pass.name), steps, pass.pixels, pass.memory_bytes, pass.scratch_bytes,
        format_number(pass.seconds), pass.blocks);
  }
  std::string stages;
  for (const StageTime& stage : totals.stages)
    stages += fmt::format("{}{{\"name\":{},\"seconds\":{}}}", stages.empty() ? "" : ",", json_string(stage.name),
                          format_number(stage.seconds));
  std::string outputs;
  for (const RasterSpec& raster : graph.rasters) outputs += (outputs.empty() ? "" : ",") + json_string(raster.path);
  return fmt::format(
      "{{\"grid\":{{\"pixels\":{}}},\"passes\":[{}],\"stages\":[{}],\"memory_bytes\":{},\"scratch_bytes\":{},"
      "\"output_bytes\":{},\"seconds\":{},\"outputs\":[{}],{}}}",
      json_string(graph.grid_pixels), list, stages, totals.memory, totals.scratch, totals.outputs,
      format_number(totals.seconds), outputs, standing_json(standing));
}

}  // namespace

VerbResult plan_survey(const RunOptions& asked, Session& session) {
  RunOptions options = asked;
  const std::string folder = run_folder_of(options);
  refuse_linked_state(folder);
  if (!session.globals.overwrite) refuse_other_survey(folder, options.survey);
  std::error_code unknown;
  options.wants_keys = std::filesystem::is_regular_file(folder + "/.greisen/outputs.tsv", unknown);
  options.reads_pixels = options.wants_keys;  // shifts between scenes are part of what the run's files were made from
  const LoadedSurvey loaded = load_survey(options, session);
  if (interrupted()) return {128 + signal_number(), "interrupted\n", "{}"};
  const Standing standing = options.wants_keys ? standing_of(loaded, folder) : Standing{};
  const SurveyGraph& graph = loaded.graph;
  EngineOptions engine = engine_options(session, "");
  const std::vector<PassEstimate> passes = estimate_graph(
      *graph.graph, standing.of_a_run ? standing.stale.rasters.sinks : std::vector<bool>(graph.rasters.size(), true),
      engine);
  const PlanTotals totals = totals_of(passes, loaded, session.globals.threads);
  const Grid& grid = graph.graph->grid();
  VerbResult result;
  result.text = fmt::format("Survey    {}\nArea      {:.1f} km², grid {} × {} px of {} m, {}\n", loaded.survey.name,
                            graph.area.area_km2(), grid.cols, grid.rows, format_number(grid.pixel_x),
                            geo::parse_crs(grid.crs).label());
  result.text += "Pixels    " + printable(graph.grid_pixels, 300) + "\n";
  result.text += scene_lines(graph) + model_lines(graph) + pass_table(passes);
  std::size_t scenes = 0;
  for (const SensorUse& use : graph.sensors) scenes += use.scenes.size();
  result.text += standing_text(standing);
  if (scenes > 1 && loaded.survey.coregistration != "off" && !options.reads_pixels)
    result.text += "Later     the run measures how far the scenes lie from each other, and may leave some out\n";
  result.text +=
      fmt::format("Outputs   {} rasters, at most {} before compression; scratch {} while running ({} free here)\n",
                  graph.rasters.size(), human_size(totals.outputs), human_size(totals.scratch),
                  human_size(free_disk_bytes(folder)));
  std::string stages = "passes " + human_duration(totals.pass_seconds);
  for (const StageTime& stage : totals.stages)
    if (stage.seconds >= 0.05) stages += " · " + stage.name + " " + human_duration(stage.seconds);
  result.text += fmt::format("Time      about {} with {} threads: {}\n          ({})\n", human_duration(totals.seconds),
                             session.globals.threads, stages, basis_of_times());
  result.text += fmt::format("Memory    about {}. Nothing was run.\n", human_size(totals.memory));
  result.json = plan_json(passes, totals, graph, standing);
  if (!graph.declined.empty()) result.exit_code = 5;
  return result;
}

}  // namespace greisen
