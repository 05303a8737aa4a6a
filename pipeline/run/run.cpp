// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/run.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/part.hpp"
#include "base/process/interrupt.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "geo/gdal/open_files.hpp"
#include "pipeline/products/products.hpp"
#include "pipeline/products/report/parts.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/run/changed_inputs.hpp"
#include "pipeline/run/found_facts.hpp"
#include "pipeline/run/record.hpp"
#include "pipeline/run/resume.hpp"
#include "pipeline/run/run_folder.hpp"
#include "pipeline/run/stale_outputs.hpp"
#include "pipeline/run/write_files.hpp"
#include "pipeline/survey/told_paths.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

/// Refuses before anything is computed what could not end well.
void check_disk(const SurveyGraph& graph, const StaleOutputs& stale, const EngineOptions& engine,
                const std::string& folder) {
  std::uint64_t scratch = 0;
  for (const PassEstimate& pass : estimate_graph(*graph.graph, stale.rasters.sinks, engine))
    scratch += pass.scratch_bytes;
  const std::uint64_t there = disk_bytes_in(folder + "/.greisen/scratch");  // of a run that was stopped: taken up again
  const std::uint64_t more = scratch > there ? scratch - there : 0;
  const std::uint64_t free = free_disk_bytes(folder);
  if (free > 0 && more > free)
    throw Error({"E7001",
                 "the run needs " + human_size(more) + (there > 0 ? " more" : "") + " of scratch and there are " +
                     human_size(free),
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

std::string summary(const LoadedSurvey& loaded, const std::vector<ModelOutcome>& outcomes, const std::string& folder) {
  std::string text;
  for (const ModelOutcome& model : outcomes) text += model.text + "\n";
  if (is_synthetic(loaded)) text += "synthetic ground: the scenes were made up by greisen\n";
  for (const Declined& declined : loaded.graph.declined)
    text += "model " + declined.id + " declined: " + declined.reason + "\n";
  return text + folder + "/\n";
}

/// Writes what the engine left of the rasters under their final names, noting each file as it stands.
bool deliver_rasters(const EngineResult& result, const LoadedSurvey& loaded, const StaleOutputs& stale, RunState& state,
                     Session& session) {
  const std::vector<RasterOutput> outputs = outputs_of(loaded.graph, stale.rasters.files, state.folder());
  std::atomic<std::size_t> done = 0;
  session.progress.start_step("write rasters", outputs.size());
  deliver(result, outputs, session.globals.threads, [&](const RasterOutput& output, std::string sha256) {
    const std::string path = output.path.substr(state.folder().size() + 1);
    static_cast<void>(geo::KeptOpen::is_new(output.path));
    state.note(path, stale.keys.at(path), std::move(sha256));
    if (!output.options.classes.empty()) state.note(path + ".aux.xml", stale.keys.at(path));
    ++done;
    session.progress.advance(1);
  });
  session.progress.finish_step();
  return done == outputs.size();
}

/// What a run leaves of itself that ended before its time: what was asked, what stands and, of a failure, why.
void record_unfinished(const LoadedSurvey& loaded, RunState& state, Session& session, const std::string& started,
                       const Error* error) {
  const EngineResult result;
  const std::vector<ModelOutcome> outcomes;
  RunFacts facts{session, loaded, result, state, outcomes, started};
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
int exit_code_of(const LoadedSurvey& loaded, const std::vector<ModelOutcome>& outcomes, const Log& log) {
  const std::vector<Warning> warnings = log.warnings();
  const bool scene_failed =
      std::any_of(warnings.begin(), warnings.end(), [](const Warning& one) { return one.code == "W3101"; });
  if (!loaded.graph.declined.empty() || scene_failed) return 5;
  const bool none = std::ranges::all_of(outcomes, [](const ModelOutcome& model) { return model.targets == 0; });
  return !outcomes.empty() && none ? 6 : 0;
}

/// What this run makes again.
std::vector<std::string> made_by(const StaleOutputs& stale) {
  std::vector<std::string> made;
  for (const auto& [path, why] : stale.why) made.push_back(path);
  return made;
}

/// From here on the folder is no whole delivery, until its record is written anew.
void take_record_away(const RunState& state) {
  std::error_code ignored;
  for (const char* const name : {"/checksums.sha256", "/run.json"})
    std::filesystem::remove(state.folder() + name, ignored);
}

/// All that is made of the rasters, in the order in which one reads the other.
std::vector<ModelOutcome> write_products(const LoadedSurvey& loaded, const EngineResult& done,
                                         const StaleOutputs& stale, RunState& state, Session& session) {
  Delivery delivery(loaded, done, state, session, stale.keys);
  for (std::size_t i = 0; i < products().size(); ++i) {
    const Product& product = products()[i];
    const std::vector<ProductFile> files = product.files(loaded);
    if (!stale.products[i]) {
      if (product.recall != nullptr && !files.empty()) product.recall(delivery);
      continue;
    }
    session.progress.start_step(product.title, 0);
    {
      const geo::KeptOpen kept(state.folder());
      product.write(delivery);
    }
    for (const ProductFile& file : files) state.note(file.path, stale.keys.at(file.path));
    session.progress.finish_step();
    stop_if_interrupted();
  }
  return std::move(delivery.outcomes);
}

VerbResult up_to_date(const RunState& state) {
  VerbResult result;
  result.text = "nothing to do: all of " + state.folder() + " is as the survey asks\n";
  result.json = "{\"run\":" + json_string(state.folder()) + ",\"up_to_date\":true}";
  result.exit_code = earlier_run(state.folder() + "/run.json").exit_code;
  return result;
}

VerbResult run_stale(const RunOptions& options, const LoadedSurvey& loaded, const StaleOutputs& stale, RunState& state,
                     Session& session, const std::string& started) {
  EngineOptions engine = engine_options(session, state.scratch_folder());
  check_disk(loaded.graph, stale, engine, state.folder());
  if (!options.renew_report) take_record_away(state);  // the report alone is replaced in one step
  mark_survey(state, loaded.survey);
  prepare_scratch(loaded, state);
  const StaleRasters rasters = with_earlier(loaded.graph, stale, state);
  session.progress.begin(estimate_graph(*loaded.graph.graph, rasters.sinks, engine).size() + 1 +
                         static_cast<std::size_t>(std::ranges::count(stale.products, true)));
  make_tiles_of(*loaded.graph.graph, outputs_of(loaded.graph, rasters.files, state.folder()), engine);
  engine.keep_scratch = [&](const Sink& sink) {
    const auto number = static_cast<std::size_t>(&sink - loaded.graph.graph->sinks().data());
    return needed(stale, number < loaded.graph.rasters.size() ? loaded.graph.rasters[number] : RasterSpec{}) ||
           std::ranges::count(sink.ports, loaded.graph.reasons) > 0;
  };
  EngineResult done = run_graph(*loaded.graph.graph, rasters.sinks, engine);
  if (done.complete) {
    refuse_changed_inputs(loaded, state, made_by(stale));
    keep_facts(state, loaded.graph, done);
  }
  if (!done.complete || !deliver_rasters(done, loaded, stale, state, session)) {
    if (!options.renew_report) record_unfinished(loaded, state, session, started, nullptr);
    return interrupted_result(options, state);
  }
  state.drop_others(stale.keys);  // maps and report tell of what stands in the folder
  const std::vector<ModelOutcome> outcomes = write_products(loaded, done, stale, state, session);
  refuse_changed_inputs(loaded, state, made_by(stale));
  VerbResult result;
  result.exit_code = exit_code_of(loaded, outcomes, session.log);
  write_run_record({session, loaded, done, state, outcomes, started, result.exit_code});
  state.forget_others();
  remove_scratch(state.scratch_folder());
  done.close_stores(session.globals.threads);
  session.progress.finish();
  result.text = summary(loaded, outcomes, state.folder());
  result.json = run_json(state, outcomes, loaded);
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

/// What went wrong, led by the inputs that changed meanwhile where there are such: they explain the rest.
Error with_changed_inputs(const Error& error, const LoadedSurvey& loaded, RunState& state, const StaleOutputs& stale) {
  if (error.code() == "E5007" || interrupted()) return error;
  try {
    refuse_changed_inputs(loaded, state, made_by(stale), error.problems());
  } catch (const Error& changed) {
    return changed;
  }
  return error;
}

/// --repair: what every file was found to be.
void tell_repairs(const StaleOutputs& stale, const RunState& state, Log& log) {
  log.info(fmt::format("hashed: {} files of the run, all its inputs; {} to be made again", state.entries().size(),
                       stale.why.size()));
  for (const auto& [path, why] : stale.why) log.info("mended: " + path + ", " + why);
}

/// E4257 where more than the report and what shows it would have to be made, or something removed.
void refuse_more_than_report(const StaleOutputs& stale, const RunState& state) {
  std::string more;
  for (const auto& [path, entry] : state.entries())
    if (!stale.keys.contains(path)) more = path + ": no longer asked for";
  const bool pixels = stale.any_pixels();
  if (pixels && !stale.why.empty()) more = stale.why.begin()->first + ": " + stale.why.begin()->second;
  if (!more.empty() || pixels)
    throw Error({"E4257",
                 "the run is no longer what its survey and its inputs give" + (more.empty() ? more : " (" + more + ")"),
                 {state.folder()},
                 "run the survey again: greisen run makes the report too"});
}

VerbResult run_once(const RunOptions& options, Session& session, std::vector<std::string>& damaged) {
  const std::string started = utc_now();
  refuse_linked_state(run_folder_of(options));
  if (!session.globals.overwrite) refuse_other_survey(run_folder_of(options), options.survey);
  const LoadedSurvey loaded = load_survey(options, session);
  if (options.strict && !loaded.graph.declined.empty())
    throw Error({"E5001",
                 "model " + loaded.graph.declined.front().id + " declined: " + loaded.graph.declined.front().reason,
                 {},
                 "add what it needs, or run without --strict"});
  RunState state(run_folder_of(options));
  if (options.repair) state.distrust();
  loaded.graph.inputs->save();
  if (interrupted()) return interrupted_result(options, state);  // its keys may lack what was not hashed
  StaleOutputs stale = stale_outputs(loaded, state);
  if (options.renew_report) {
    refuse_more_than_report(stale, state);
    for (std::size_t i = 0; i < products().size(); ++i)
      if (std::string_view(products()[i].id) == "report") stale.products[i] = true;
  }
  take_names(state, stale, loaded, session.globals.overwrite);
  if (options.repair) tell_repairs(stale, state, session.log);
  if (!anything_to_do(stale, loaded, state)) return up_to_date(state);
  try {
    return run_stale(options, loaded, stale, state, session, started);
  } catch (const Interrupted&) {
    if (!options.renew_report) record_unfinished(loaded, state, session, started, nullptr);
    return interrupted_result(options, state);
  } catch (const Error& first) {
    if (interrupted()) throw Interrupted();
    const Error error = with_changed_inputs(first, loaded, state, stale);
    const std::string file = damaged_file(error, loaded);
    if (!file.empty()) {
      session.log.warn("W3101",
                       "a scene is left out, and the run begun anew without it: " + to_text(error.problems().front()));
      damaged.push_back(file);
      return {};
    }
    if (!options.renew_report) record_unfinished(loaded, state, session, started, &error);
    throw error;
  }
}

}  // namespace

VerbResult run_survey(const RunOptions& options, Session& session) {
  RunOptions own = options;
  own.reads_pixels = true;
  own.wants_keys = true;
  std::error_code none;
  if (const auto temporary = std::filesystem::temp_directory_path(none); !none) sweep_parts(temporary.string());
  for (;;) {
    std::vector<std::string> damaged;
    VerbResult result = run_once(own, session, damaged);
    if (damaged.empty()) return result;
    own.damaged.insert(own.damaged.end(), damaged.begin(), damaged.end());
  }
}

}  // namespace greisen
