// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/machine.hpp"
#include "base/text.hpp"
#include "pipeline/run.hpp"
#include "pipeline/run_files.hpp"
#include "pipeline/run_time.hpp"

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

}  // namespace

LoadedSurvey load_survey(const RunOptions& options, Session& session) {
  std::vector<Problem> found;
  LoadedSurvey loaded{read_survey(options.survey, session.globals.assignments, found), nullptr, {}};
  SurveyProblems problems(loaded.survey, std::move(found));
  loaded.survey.damaged = options.damaged;
  loaded.survey.measure_shifts = options.reads_pixels;
  if (!problems.gather("",
                       [&] { loaded.catalogue = std::make_unique<Catalogue>(load_catalogue(loaded.survey.folder)); }))
    problems.tell(session.log);
  for (const std::string& key : loaded.survey.unused)
    session.log.warn("W2101",
                     "the survey's '" + key + "' is read by no step of this version; nothing was done with it");
  loaded.graph = build_survey_graph(loaded.survey, *loaded.catalogue, problems, session.log);
  for (const std::string& text : by_reason(loaded.graph.left_out)) session.log.warn("W4101", "left out: " + text);
  for (const Declined& declined : loaded.graph.declined)
    session.log.warn("W4201", "model " + declined.id + " declined: " + declined.reason);
  return loaded;
}

std::string run_folder_of(const RunOptions& options) {
  if (!options.folder.empty()) return options.folder;
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

std::string plan_json(const std::vector<PassEstimate>& passes, const PlanTotals& totals, const SurveyGraph& graph) {
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
      "{{\"passes\":[{}],\"stages\":[{}],\"memory_bytes\":{},\"scratch_bytes\":{},\"output_bytes\":{},\"seconds\":{},"
      "\"outputs\":[{}]}"
      "}",
      list, stages, totals.memory, totals.scratch, totals.outputs, format_number(totals.seconds), outputs);
}

}  // namespace

VerbResult plan_survey(const RunOptions& options, Session& session) {
  const LoadedSurvey loaded = load_survey(options, session);
  const SurveyGraph& graph = loaded.graph;
  EngineOptions engine = engine_options(session, "");
  engine.wanted = [mask = graph.mask, margin = graph.graph->grid()](const Window&) { return true; };
  const std::vector<PassEstimate> passes =
      estimate_graph(*graph.graph, std::vector<bool>(graph.rasters.size(), true), engine);
  const PlanTotals totals = totals_of(passes, loaded, session.globals.threads);
  const Grid& grid = graph.graph->grid();
  VerbResult result;
  result.text = fmt::format("Survey    {}\nArea      {:.1f} km², grid {} × {} px of {} m, {}\n", loaded.survey.name,
                            graph.area.area_km2(), grid.cols, grid.rows, format_number(grid.pixel_x),
                            geo::parse_crs(grid.crs).label());
  result.text += scene_lines(graph) + model_lines(graph) + pass_table(passes);
  std::size_t scenes = 0;
  for (const SensorUse& use : graph.sensors) scenes += use.scenes.size();
  if (scenes > 1 && loaded.survey.coregistration != "off")
    result.text += "Later     the run measures how far the scenes lie from each other, and may leave some out\n";
  result.text +=
      fmt::format("Outputs   {} rasters, at most {} before compression; scratch {} while running ({} free here)\n",
                  graph.rasters.size(), human_size(totals.outputs), human_size(totals.scratch),
                  human_size(free_disk_bytes(run_folder_of(options))));
  std::string stages = "passes " + human_duration(totals.pass_seconds);
  for (const StageTime& stage : totals.stages)
    if (stage.seconds >= 0.05) stages += " · " + stage.name + " " + human_duration(stage.seconds);
  result.text += fmt::format("Time      about {} with {} threads: {}\n          ({})\n", human_duration(totals.seconds),
                             session.globals.threads, stages, basis_of_times());
  result.text += fmt::format("Memory    about {}. Nothing was run.\n", human_size(totals.memory));
  result.json = plan_json(passes, totals, graph);
  if (!graph.declined.empty()) result.exit_code = 5;
  return result;
}

}  // namespace greisen
