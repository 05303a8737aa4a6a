// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/grid_of.hpp"
#include "pipeline/expressions.hpp"
#include "pipeline/run_files.hpp"
#include "pipeline/step_arguments.hpp"
#include "pipeline/steps.hpp"
#include "pipeline/verb.hpp"

namespace greisen {
namespace {

struct ApplyOptions {
  SourceOptions source;
  std::string step;
  std::string file;
  std::vector<std::string> params;
  std::vector<std::string> picked = {};  ///< bands that the inputs name themselves
};

/// The inputs. Of --bands, names that they have pick bands; other names, one for each band, name these.
std::vector<scene::Scene> inputs_of(ApplyOptions& options, const Catalogue& catalogue, Log& log) {
  std::vector<std::string> asked = std::exchange(options.source.bands, {});
  std::vector<scene::Scene> scenes;
  try {
    scenes = scenes_of(options.source, catalogue, log);
  } catch (const Error& error) {  // whose bands are not known without their names
    if (asked.empty() || error.code() != "E3108") throw;
    options.source.bands = std::move(asked);
    return scenes_of(options.source, catalogue, log);
  }
  const auto names_new = [&](const scene::Scene& scene) {
    const bool known = std::ranges::all_of(asked, [&](const std::string& name) { return scene.find(name) != nullptr; });
    return !known && (asked.size() == scene.bands.size() || std::ranges::count(asked, "-") > 0);
  };
  if (std::ranges::none_of(scenes, names_new)) {
    options.picked = std::move(asked);
    return scenes;
  }
  options.source.bands = std::move(asked);
  return scenes_of(options.source, catalogue, log);
}

std::vector<std::string> bands_of_scene(const ApplyOptions& options, const scene::Scene& scene) {
  if (!options.picked.empty()) {
    std::vector<std::string> names;
    for (const std::string& asked : options.picked) {
      const scene::SceneBand* band = scene.find(asked);
      std::vector<std::string> there;
      for (const scene::SceneBand& one : scene.bands) there.push_back(one.name);
      if (!band)
        throw Error({"E3107",
                     "the input " + printable(scene.id) + " has no band " + printable(asked) + bands_left_out(scene),
                     {},
                     suggestion(asked, there)});
      names.push_back(band->name);
    }
    return names;
  }
  std::vector<std::string> names;
  for (const scene::SceneBand& band : scene.bands) names.push_back(band.name);
  return names;
}

/// All bands of all inputs on the grid of the first.
std::vector<Port> add_inputs(Graph& graph, const ApplyOptions& options, const std::vector<scene::Scene>& scenes) {
  std::vector<Port> ports;
  for (const scene::Scene& scene : scenes) {
    const std::vector<std::string> bands = bands_of_scene(options, scene);
    const int source = graph.add_source(scene.id, raster_of_bands(options.source, scene, bands, graph.grid()),
                                        key_of_files(scene, bands));
    for (const Port& port : graph.all_ports(source)) ports.push_back(port);
  }
  return ports;
}

VerbResult run(ApplyOptions options, Session& session) {
  const Step& step = find_step(options.step);
  const Catalogue catalogue = load_catalogue();
  const std::vector<scene::Scene> scenes = inputs_of(options, catalogue, session.log);
  const Grid grid = grid_of(options.source, scenes.front(), bands_of_scene(options, scenes.front()));
  Graph graph(grid, geo::pixel_metres(grid), 42);
  const std::vector<Port> inputs = add_inputs(graph, options, scenes);
  int node = 0;
  if (step.id == "expression") {  // formulas may speak of roles: they need the sensor
    std::vector<NamedFormula> formulas;
    for (const auto& [name, formula] : formulas_in(options.params))
      formulas.push_back(user_formula(name, formula, "", scenes.front().kind));
    node = add_expressions(graph, "expression", formulas, inputs, sensor_of(scenes.front(), catalogue));
  } else {
    node = graph.add_step(std::string(step.id), step, parse_arguments(step, options.params), inputs);
  }
  graph.add_sink("out", graph.all_ports(node));
  session.progress.begin(static_cast<std::size_t>(graph.node(node).shape.folds) + 1);
  VerbResult result;
  std::string learnt;
  result.exit_code = write_files(graph, {{0, options.file}}, options.source, session, &learnt);
  session.progress.finish();
  if (result.exit_code == 0) result.text = options.file + "\n";
  result.json =
      "{\"files\":[" + json_string(options.file) + "]" + (learnt.empty() ? "" : ",\"learnt\":" + learnt) + "}";
  return result;
}

}  // namespace

Verb apply_verb() {
  Verb verb;
  verb.name = "apply";
  verb.summary = "Any one step of the catalogue on a raster";
  verb.examples = {"greisen apply pca stack.tif -o pca.tif --param components=4",
                   "greisen apply focal_mean clay.tif -o smooth.tif --param radius_px=3"};
  verb.next = "greisen list steps";
  verb.declare = [](CLI::App& app) {
    const auto options = std::make_shared<ApplyOptions>();
    app.add_option("STEP", options->step, "Step id (greisen list steps)")->required();
    app.add_option("INPUT", options->source.paths, "Rasters or scenes; their bands are the step's inputs, in order")
        ->required();
    app.add_option("-o,--output", options->file, "The file to write")->required()->type_name("FILE");
    app.add_option("--param", options->params, "NAME=VALUE; lists with commas; repeatable (greisen explain STEP)")
        ->take_all()
        ->type_name("NAME=VALUE");
    app.add_option("--bands", options->source.bands,
                   "Only these bands of the input, in this order; or, where it does not name its bands, a name for "
                   "each, '-' skips one")
        ->delimiter(',')
        ->type_name("BAND,…");
    options->source.declare(app);
    return [options](Session& session) { return run(*options, session); };
  };
  return verb;
}

}  // namespace greisen
