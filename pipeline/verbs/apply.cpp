// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "evidence/support/operators.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/heights.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/step_arguments.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/run/write_files.hpp"
#include "pipeline/survey/inputs/dem.hpp"
#include "pipeline/survey/notes.hpp"
#include "pipeline/verbs/source_words.hpp"
#include "pipeline/verbs/verbs.hpp"

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
    scenes = scenes_apart(options.source, catalogue, log);
  } catch (const Error& error) {  // whose bands are not known without their names
    if (asked.empty() || error.code() != "E3108") throw;
    options.source.bands = std::move(asked);
    return scenes_apart(options.source, catalogue, log);
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
  return scenes_apart(options.source, catalogue, log);
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
                                        std::to_string(ports.size()) + " " + scene.id);
    for (const Port& port : graph.all_ports(source)) ports.push_back(port);
  }
  return ports;
}

/// Values of a step's inputs that are no memberships, counted while it runs: the same in any order of tiles.
struct NoMemberships {
  std::mutex guard;
  std::int64_t count = 0;
  double least = 0;
  double most = 0;

  void add(const ConstTileView& in) {
    std::int64_t here = 0;
    double low = 0;
    double high = 0;
    for (int layer = 0; layer < in.layers; ++layer)
      for (int row = 0; row < in.rows; ++row)
        for (const float pixel : in.row(layer, row)) {
          const auto value = static_cast<double>(pixel);
          if (std::isnan(value) || evidence::is_membership(value)) continue;
          ++here;
          low = std::min(low, value);
          high = std::max(high, value);
        }
    if (here == 0) return;
    const std::lock_guard lock(guard);
    count += here;
    least = std::min(least, low);
    most = std::max(most, high);
  }
};

/// The step, with an eye on what it is given.
Step watched(Step step, const std::shared_ptr<NoMemberships>& found) {
  step.apply = [inner = step.apply, found](const Request& request, const Model& model) -> TileFunction {
    return [function = inner(request, model), found](const TileIn& tile, TileView out) {
      found->add(tile.in);
      function(tile, out);
    };
  };
  return step;
}

void tell(const Step& step, const NoMemberships& found, Log& log) {
  if (found.count == 0) return;
  log.warn("W4206",
           fmt::format("{}: {} value{} of the input lie{} outside 0 to 1 (down to {:.4g}, up to {:.4g}): no "
                       "memberships, taken as missing; greisen apply rescaled_membership or fuzzy_linear makes "
                       "memberships of them",
                       step.id, found.count, found.count == 1 ? "" : "s", found.count == 1 ? "s" : "", found.least,
                       found.most));
}

/// For steps that take heights: metres, and missing where a value is no height.
void take_as_heights(const ApplyOptions& options, std::vector<scene::Scene>& scenes, Log& log) {
  std::vector<std::string> notes;
  for (scene::Scene& scene : scenes)
    for (const std::string& name : bands_of_scene(options, scene)) {
      const auto band = std::ranges::find(scene.bands, name, &scene::SceneBand::name);
      const std::string note = geo::take_as_heights(band->source, !options.source.scale.empty());
      if (!note.empty()) notes.push_back(note);
    }
  tell_notes(notes, log);
}

/// Steps that look at 3 x 3 pixels find nothing where there are fewer.
void tell_narrow(const Node& node, const Grid& grid, Log& log) {
  if (!node.step.takes_heights || node.shape.kind != StepKind::window || node.shape.halo_px != 1) return;
  if (grid.cols < 3 || grid.rows < 3)
    log.warn("W3314",
             fmt::format("{} looks at 3 x 3 pixels, and the heights are {} wide and {} high: all of it is missing",
                         node.name, grid.cols, grid.rows));
}

/// What is none among the heights a step takes.
void tell_heights(const ApplyOptions& options, const std::vector<scene::Scene>& scenes, const Grid& grid, Log& log) {
  if (!geo::is_placed(grid) || grid.crs.empty()) return;
  for (const scene::Scene& scene : scenes)
    for (const std::string& name : bands_of_scene(options, scene)) {
      const geo::BandSource& source = scene.find(name)->source;
      geo::Heights heights;
      heights.sources = {source};
      const geo::HeightFacts facts = geo::look_at_heights(heights, grid);
      const std::string file = printable(source.path, 200);
      tell_voids(facts, file, log);
      if (facts.jump)
        log.warn("W3304", fmt::format("{}: heights of {} and {} m stand side by side at {}, {} ({} such neighbours)",
                                      file, format_number(facts.jump->from_m), format_number(facts.jump->to_m),
                                      format_number(facts.jump->place.x), format_number(facts.jump->place.y),
                                      facts.jump->count));
    }
}

bool is_geopackage(const std::string& path) { return lower(path).ends_with(".gpkg"); }

void check_output(const Step& step, const StepShape& shape, const std::string& file) {
  if (is_geopackage(file) && !shape.table)
    throw Error({"E2414",
                 std::string(step.id) + " finds no shapes for " + printable(file),
                 {},
                 "give a raster for its output: -o FILE.tif"});
}

VerbResult write(const Graph& graph, int node, const ApplyOptions& options, const std::vector<std::string>& inputs,
                 Session& session) {
  VerbResult result;
  std::string learnt;
  std::string more;
  if (is_geopackage(options.file)) {
    std::size_t rows = 0;
    result.exit_code = write_table(graph, node, options.file, inputs, session, &learnt, &rows);
    more = ",\"rows\":" + std::to_string(rows);
  } else {
    result.exit_code = write_files(graph, {{0, options.file}}, options.source, inputs, session, &learnt);
  }
  if (result.exit_code == 0) result.text = options.file + "\n";
  result.json =
      "{\"files\":[" + json_string(options.file) + "]" + more + (learnt.empty() ? "" : ",\"learnt\":" + learnt) + "}";
  return result;
}

VerbResult run(ApplyOptions options, Session& session) {
  const Step& step = find_step(options.step);
  const Catalogue catalogue = load_catalogue();
  std::vector<scene::Scene> scenes = inputs_of(options, catalogue, session.log);
  if (step.takes_heights) take_as_heights(options, scenes, session.log);
  const Grid grid = grid_of(options.source, scenes.front(), bands_of_scene(options, scenes.front()));
  Graph graph(grid, 42);
  const std::vector<Port> inputs = add_inputs(graph, options, scenes);
  if (step.takes_heights) tell_heights(options, scenes, grid, session.log);
  const auto outside = std::make_shared<NoMemberships>();
  int node = 0;
  if (step.id == "expression") {  // formulas may speak of roles: they need the sensor
    std::vector<NamedFormula> formulas;
    for (const auto& [name, formula] : formulas_in(options.params))
      formulas.push_back(user_formula(name, formula, "", scenes.front().kind));
    node = add_expressions(graph, "expression", formulas, inputs, sensor_of(scenes.front(), catalogue));
  } else {
    auto arguments = parse_arguments(step, options.params);
    std::vector<Layer> layers;
    for (const Port& port : inputs) layers.push_back(graph.layer(port));
    const bool reflectance =
        std::ranges::all_of(scenes, [](const scene::Scene& scene) { return scene::is_reflectance(scene.kind); });
    put_in_entries(step, catalogue, layers, reflectance, arguments);
    node = graph.add_step(std::string(step.id), step.takes_memberships ? watched(step, outside) : step,
                          std::move(arguments), inputs);
  }
  check_output(step, graph.node(node).shape, options.file);
  tell_narrow(graph.node(node), grid, session.log);
  graph.add_sink("out", graph.all_ports(node));
  session.progress.begin(static_cast<std::size_t>(graph.node(node).shape.folds) + 1);
  const VerbResult result = write(graph, node, options, inputs_read(options.source, scenes), session);
  session.progress.finish();
  tell(step, *outside, session.log);
  return result;
}

}  // namespace

Verb apply_verb() {
  Verb verb;
  verb.name = "apply";
  verb.summary = "Any one step of the catalogue on a raster";
  verb.examples = {"greisen apply pca stack.tif -o pca.tif --param components=4",
                   "greisen apply focal_mean clay.tif -o smooth.tif --param radius_px=3",
                   "greisen apply drainage_lines dem.tif -o drainage.gpkg"};
  verb.next = "greisen list steps";
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<ApplyOptions>();
    command.add_option("STEP", options->step, "Step id (greisen list steps)")->required();
    command
        .add_option("INPUT", options->source.paths, "Rasters or scenes; their bands are the step's inputs, in order")
        ->required();
    command
        .add_option("-o,--output", options->file,
                    "The file to write; FILE.gpkg: the lines or polygons that the step finds")
        ->required()
        ->type_name("FILE");
    command.add_option("--param", options->params, "NAME=VALUE; lists with commas; repeatable (greisen explain STEP)")
        ->take_all()
        ->type_name("NAME=VALUE");
    command
        .add_option("--bands", options->source.bands,
                    "Only these bands of the input, in this order; or, where it does not name its bands, a name for "
                    "each, '-' skips one")
        ->delimiter(',')
        ->type_name("BAND,…");
    declare_source(command, options->source);
    return [options](Session& session) {
      options->file = settled_place(options->file);
      return run(*options, session);
    };
  };
  return verb;
}

}  // namespace greisen
