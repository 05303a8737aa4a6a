// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/interrupt.hpp"
#include "base/machine.hpp"
#include "base/text.hpp"
#include "pipeline/report_parts.hpp"
#include "pipeline/run_files.hpp"
#include "pipeline/run_maps.hpp"
#include "pipeline/run_record.hpp"
#include "pipeline/run_report.hpp"
#include "pipeline/run_resume.hpp"
#include "pipeline/run_sheet.hpp"
#include "pipeline/run_stac.hpp"
#include "pipeline/run_state.hpp"
#include "pipeline/run_targets.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

std::string key_of_raster(const SurveyGraph& graph, std::size_t number) {
  const RasterSpec& raster = graph.rasters[number];
  std::string classes;
  for (const geo::RasterClass& one : raster.classes) {
    classes += "\n" + one.name;
    for (const std::uint8_t channel : one.rgba) classes += " " + std::to_string(channel);
  }
  return sha256_text(graph.graph->sinks()[number].key + "\n" + raster.path + "\n" +
                     std::to_string(static_cast<int>(raster.type)) + classes);
}

/// A raster, and the names of its classes beside it.
std::vector<std::string> files_of(const RasterSpec& raster) {
  std::vector<std::string> files = {raster.path};
  if (!raster.classes.empty()) files.push_back(raster.path + ".aux.xml");
  return files;
}

/// Wants all of `paths` under one key; true where one of them is not there so.
bool want(WantedOutputs& wanted, const std::vector<std::string>& paths, const std::string& key, const RunState& state) {
  bool lacking = false;
  for (const std::string& path : paths) {
    wanted.keys[path] = key;
    lacking = lacking || !state.is_current(path, key);
  }
  return lacking;
}

WantedOutputs wanted_outputs(const LoadedSurvey& loaded, const RunState& state) {
  const SurveyGraph& graph = loaded.graph;
  WantedOutputs wanted;
  std::string all;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i) {
    const std::string key = key_of_raster(graph, i);
    wanted.files.push_back(want(wanted, files_of(graph.rasters[i]), key, state));
    all += key;
  }
  wanted.sinks = wanted.files;
  const std::string key = graph.models.empty() ? "" : targets_key(loaded, all);
  if (!graph.models.empty()) wanted.targets = want(wanted, target_files(), key, state);
  const std::string maps = maps_key(loaded, all + key);
  wanted.maps = want(wanted, map_files(loaded), maps, state);
  const std::string sheet = sheet_key(loaded, maps);
  wanted.sheet = want(wanted, sheet_files(loaded), sheet, state);
  const std::string report = report_key(loaded, maps + sheet);
  wanted.report = want(wanted, report_files(loaded), report, state);
  wanted.stac = want(wanted, stac_files(loaded), stac_key(loaded, report), state);
  if (wanted.targets)
    for (std::size_t i = 0; i < graph.rasters.size(); ++i)
      if (targets_need(graph.rasters[i].path)) wanted.sinks[i] = true;
  return wanted;
}

/// Refuses before anything is computed what could not end well.
void check_disk(const SurveyGraph& graph, const WantedOutputs& wanted, const EngineOptions& engine,
                const std::string& folder) {
  std::uint64_t scratch = 0;
  for (const PassEstimate& pass : estimate_graph(*graph.graph, wanted.sinks, engine)) scratch += pass.scratch_bytes;
  const std::uint64_t free = free_disk_bytes(folder);
  if (free > 0 && scratch > free)
    throw Error({"E7001",
                 "the run needs " + human_size(scratch) + " of scratch and there are " + human_size(free),
                 {folder},
                 "free some disk, give another folder with -o, or ask for fewer layers or coarser pixels"});
}

std::vector<RasterOutput> outputs_of(const SurveyGraph& graph, const std::vector<bool>& files,
                                     const std::string& folder) {
  std::vector<RasterOutput> outputs;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i) {
    if (!files[i]) continue;
    const RasterSpec& raster = graph.rasters[i];
    RasterOutput output = float_output(*graph.graph, static_cast<int>(i), folder + "/" + raster.path);
    output.profile.type = raster.type;
    output.profile.nodata = raster.nodata;
    output.options.classes = raster.classes;
    if (raster.type != geo::PixelType::float32)
      output.options.overviews =
          raster.classes.empty() ? geo::OverviewResampling::nearest : geo::OverviewResampling::mode;
    outputs.push_back(std::move(output));
  }
  return outputs;
}

std::string summary(const LoadedSurvey& loaded, const std::vector<ModelTargets>& targets, const std::string& folder) {
  std::string text;
  for (const ModelTargets& model : targets) text += model.text + "\n";
  if (is_synthetic(loaded)) text += "synthetic ground: the scenes were made up by greisen\n";
  for (const Declined& declined : loaded.graph.declined)
    text += "model " + declined.id + " declined: " + declined.reason + "\n";
  return text + folder + "/\n";
}

/// Writes what the engine left of the rasters under their final names, noting each file as it stands.
bool deliver_rasters(const EngineResult& result, const LoadedSurvey& loaded, const WantedOutputs& wanted,
                     RunState& state, Session& session) {
  const std::vector<RasterOutput> outputs = outputs_of(loaded.graph, wanted.files, state.folder());
  std::atomic<std::size_t> done = 0;
  session.progress.start_step("write rasters", outputs.size());
  deliver(result, outputs, session.globals.threads, [&](const RasterOutput& output, std::string sha256) {
    const std::string path = output.path.substr(state.folder().size() + 1);
    state.note(path, wanted.keys.at(path), std::move(sha256));
    if (!output.options.classes.empty()) state.note(path + ".aux.xml", wanted.keys.at(path));
    ++done;
    session.progress.advance(1);
  });
  session.progress.finish_step();
  return done == outputs.size();
}

/// What a run leaves of itself that ended before its time: what was asked, what stands and, of a failure, why.
void record_unfinished(  // NOLINT(readability-function-size): all that a record tells of
    const RunOptions& options, const LoadedSurvey& loaded, RunState& state, Session& session,
    const std::string& started, const Error* error) {
  const EngineResult result;
  const WantedOutputs wanted;
  const std::vector<ModelTargets> targets;
  RunFacts facts{options, session, loaded, result, state, wanted, targets, started};
  facts.status = error == nullptr ? "interrupted" : "failed";
  facts.exit_code = error == nullptr ? 128 + signal_number() : error->exit_code();
  if (error != nullptr) {
    const Problem& problem = error->problems().front();
    facts.error_json = fmt::format("{{\"code\":{},\"what\":{},\"fix\":{}}}", json_string(problem.code),
                                   json_string(problem.what), json_string(problem.fix));
  }
  try {
    write_run_record(facts);
  } catch (const Error& second) {  // a full disk, say: the first error is the one to tell
    session.log.warn("W1003", std::string("run.json could not be written: ") + second.problems().front().what);
  }
}

VerbResult interrupted_result(const RunOptions& options, const RunState& state) {
  VerbResult result;
  result.exit_code = 128 + signal_number();
  result.text = "interrupted; what is done is kept. To go on: greisen run " + options.survey +
                (options.folder.empty() ? "" : " -o " + options.folder) + "\n";
  result.json = "{\"resumable\":true,\"run\":" + json_string(state.folder()) + "}";
  return result;
}

/// 5: done, but a model was declined or a scene could not be used.
int exit_code_of(const LoadedSurvey& loaded, const std::vector<ModelTargets>& targets, const Log& log) {
  const std::vector<Warning> warnings = log.warnings();
  const bool scene_failed =
      std::any_of(warnings.begin(), warnings.end(), [](const Warning& one) { return one.code == "W3101"; });
  if (!loaded.graph.declined.empty() || scene_failed) return 5;
  const bool none =
      std::all_of(targets.begin(), targets.end(), [](const ModelTargets& model) { return model.targets.empty(); });
  return !targets.empty() && none ? 6 : 0;
}

void warn_of_changed(const InputHashes& inputs, const LoadedSurvey& loaded, Session& session) {
  for (const std::string& file : inputs.changed())
    session.log.warn("W3104", told_path(loaded.survey, file) +
                                  " was changed while the run read it: what is made of it may mix its two states; run "
                                  "it again");
}

VerbResult run_loaded(const RunOptions& options, const LoadedSurvey& loaded, RunState& state, Session& session,
                      const std::string& started) {
  const WantedOutputs wanted = wanted_outputs(loaded, state);
  EngineOptions engine = engine_options(session, state.scratch_folder());
  check_disk(loaded.graph, wanted, engine, state.folder());
  const bool too_many =
      std::ranges::any_of(state.entries(), [&](const auto& entry) { return !wanted.keys.contains(entry.first); });
  const bool anything = wanted.targets || wanted.maps || wanted.report || wanted.sheet || wanted.stac || too_many ||
                        std::find(wanted.sinks.begin(), wanted.sinks.end(), true) != wanted.sinks.end();
  VerbResult result;
  const EarlierRun earlier = earlier_run(state.folder() + "/run.json");
  if (!anything && earlier.status == "done") {
    result.text = "nothing to do: all of " + state.folder() + " is as the survey asks\n";
    result.json = "{\"run\":" + json_string(state.folder()) + ",\"up_to_date\":true}";
    result.exit_code = earlier.exit_code;
    return result;
  }
  std::error_code ignored;
  std::filesystem::remove(state.folder() + "/run.json", ignored);  // the run is whole again when it is written anew
  InputHashes hashes(input_files(loaded), state.folder() + "/.greisen/inputs.tsv");
  const EngineWants wants = engine_wants(loaded.graph, wanted, state);
  session.progress.begin(estimate_graph(*loaded.graph.graph, wants.sinks, engine).size() + 5);
  make_tiles_of(*loaded.graph.graph, outputs_of(loaded.graph, wants.files, state.folder()), engine);
  engine.keep_scratch = [&](const Sink& sink) {
    const auto number = static_cast<std::size_t>(&sink - loaded.graph.graph->sinks().data());
    const bool for_targets = wanted.targets && targets_need(loaded.graph.rasters[number].path);
    return for_targets || std::ranges::count(sink.ports, loaded.graph.reasons) > 0;
  };
  EngineResult done = run_graph(*loaded.graph.graph, wants.sinks, engine);
  if (!done.complete || !deliver_rasters(done, loaded, wanted, state, session)) {
    record_unfinished(options, loaded, state, session, started, nullptr);
    return interrupted_result(options, state);
  }
  warn_of_changed(hashes, loaded, session);
  state.drop_others(wanted.keys);  // maps and report tell of what stands in the folder
  std::vector<ModelTargets> targets;
  if (wanted.targets) targets = write_targets(loaded, done, wanted, state, session);
  if (wanted.maps) write_maps(loaded, wanted, state, session);
  if (wanted.sheet) write_sheet(loaded, wanted, state, session);
  if (wanted.report) write_report(loaded, wanted, state, session);
  if (wanted.stac) write_stac(loaded, wanted, state);
  const bool kept = !wanted.targets && earlier.status == "done";  // targets stand as an earlier run left them
  result.exit_code = kept ? earlier.exit_code : exit_code_of(loaded, targets, session.log);
  RunFacts facts{options, session, loaded, done, state, wanted, targets, started, result.exit_code};
  facts.hashes = &hashes;
  if (kept) facts.earlier_outcomes = earlier.outcomes;
  write_run_record(facts);
  remove_scratch(state.scratch_folder());
  done.close_stores(session.globals.threads);
  session.progress.finish();
  result.text = summary(loaded, targets, state.folder());
  result.json = run_json(state, targets, loaded);
  return result;
}

/// The file that could not be decoded, where another scene is left to go on with; else empty.
std::string damaged_file(const Error& error, const LoadedSurvey& loaded) {
  if (error.code() != "E3012") return {};
  const std::string& file = error.problems().front().where.file;
  std::size_t others = 0;
  bool of_a_scene = false;
  for (const SensorUse& use : loaded.graph.sensors)
    for (const scene::Scene& scene : use.scenes) {
      const bool mine =
          std::ranges::any_of(scene.files, [&](const std::string& one) { return file.find(one) != std::string::npos; });
      of_a_scene = of_a_scene || mine;
      others += mine ? 0U : 1U;
    }
  return of_a_scene && others > 0 ? file : std::string();
}

VerbResult run_once(const RunOptions& options, Session& session, std::vector<std::string>& damaged) {
  const std::string started = utc_now();
  const LoadedSurvey loaded = load_survey(options, session);
  if (options.strict && !loaded.graph.declined.empty())
    throw Error({"E5001",
                 "model " + loaded.graph.declined.front().id + " declined: " + loaded.graph.declined.front().reason,
                 {},
                 "add what it needs, or run without --strict"});
  RunState state(run_folder_of(options));
  try {
    return run_loaded(options, loaded, state, session, started);
  } catch (const Error& error) {
    const std::string file = damaged_file(error, loaded);
    if (!file.empty()) {
      session.log.warn("W3101",
                       "a scene is left out, and the run begun anew without it: " + to_text(error.problems().front()));
      damaged.push_back(file);
      return {};
    }
    record_unfinished(options, loaded, state, session, started, &error);
    throw;
  }
}

}  // namespace

VerbResult run_survey(const RunOptions& options, Session& session) {
  RunOptions own = options;
  own.reads_pixels = true;
  for (;;) {
    std::vector<std::string> damaged;
    VerbResult result = run_once(own, session, damaged);
    if (damaged.empty()) return result;
    own.damaged.insert(own.damaged.end(), damaged.begin(), damaged.end());
  }
}

}  // namespace greisen
