// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "filters/registry.hpp"
#include "geo/place/grid_of.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/run/write_files.hpp"
#include "pipeline/survey/repeats.hpp"
#include "pipeline/verbs/source_words.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

struct ComputeOptions {
  SourceOptions source;
  std::string folder;
  std::vector<std::string> indices;
  std::vector<std::string> expressions;
  bool stack = false;
};

/// What a scene can give of what was asked, and what it cannot.
struct Wanted {
  std::vector<NamedFormula> formulas;
  std::vector<Problem> unavailable;
};

/// `work`'s problems, if it throws, go into `problems`.
template <class Work>
void collect(std::vector<Problem>& problems, Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  }
}

NamedFormula formula_of_text(const std::string& text, scene::Kind kind) {
  const std::size_t equals = text.find('=');
  const std::string name = equals == std::string::npos ? "" : std::string(trim(text.substr(0, equals)));
  if (name.empty() || name != safe_file_name(name))
    throw Error({"E2051",
                 "--expr " + printable(text) + ": it does not begin with a name that can be a file's, and =",
                 {},
                 "write --expr my_ratio='swir1 / swir2'"});
  return user_formula(name, text.substr(equals + 1), "formula given on the command line", kind);
}

/// Layers of one command, all of which a tile holds at once.
constexpr std::size_t kMostAsked = 1000;

/// What is wrong with the command itself: unknown ids, formulas that cannot be read, a name twice.
void refuse_wrong(const ComputeOptions& options, const Catalogue& catalogue) {
  const std::size_t asked = options.indices.size() + options.expressions.size();
  if (asked > kMostAsked)
    throw Error({"E2107",
                 fmt::format("{} indices and formulas are asked for (limit {})", asked, kMostAsked),
                 {},
                 "give the others to another command"});
  std::vector<Problem> problems;
  std::vector<std::string> names;
  for (const std::string& id : options.indices)
    collect(problems, [&] { names.push_back(catalogue.find_index(id).id); });
  for (const std::string& text : options.expressions)
    collect(problems, [&] { names.push_back(formula_of_text(text, scene::Kind::surface).layer.name); });
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (lower(names[i]) == lower(names[k]))
        problems.push_back(
            {"E2052", "the layer '" + names[i] + "' is asked for twice", {}, "give each layer a name of its own"});
  if (!problems.empty()) throw Error(std::move(problems));
  if (names.empty())
    throw Error({"E2053", "nothing to compute: neither --index nor --expr was given", {}, "see: greisen list indices"});
}

/// Throws where the scene can give nothing of it.
Wanted wanted_of(const ComputeOptions& options, const Catalogue& catalogue, const Sensor& sensor,
                 const scene::Scene& scene) {
  Wanted wanted;
  const auto take = [&](NamedFormula formula) {
    if (auto reason = why_not(formula, sensor, scene)) {
      wanted.unavailable.push_back(std::move(*reason));
    } else {
      wanted.formulas.push_back(std::move(formula));
    }
  };
  for (const std::string& id : options.indices)
    collect(wanted.unavailable, [&] { take(index_formula(catalogue.find_index(id), sensor, scene.kind)); });
  for (const std::string& text : options.expressions) take(formula_of_text(text, scene.kind));
  if (wanted.formulas.empty()) throw Error(std::move(wanted.unavailable));
  return wanted;
}

/// The integer type and nodata in which bands that are taken as they are can be written without loss.
struct NativeType {
  geo::PixelType type = geo::PixelType::float32;
  double least = 0;
  double most = 0;
  double nodata = geo::kNodata;
};

/// What means missing in a band's file: as the scene says, else as the file does.
std::optional<double> nodata_of(const geo::BandSource& source) {
  if (!source.missing_dn.empty()) return source.missing_dn.front();
  const geo::BandInfo band = geo::file_info(source.path).bands.at(static_cast<std::size_t>(source.band) - 1);
  return band.has_nodata ? std::optional(band.nodata) : std::nullopt;
}

std::optional<NativeType> native_type(const std::vector<NamedFormula>& formulas, const Sensor& sensor,
                                      const scene::Scene& scene) {
  std::optional<NativeType> native;
  std::string type;
  for (const NamedFormula& named : formulas) {
    if (named.formula.nodes().size() != 1 || named.formula.variables().size() != 1) return std::nullopt;
    const auto number = sensor.find(named.formula.variables().front());
    const scene::SceneBand* band = number ? scene.find(sensor.bands[static_cast<std::size_t>(*number)].name) : nullptr;
    const std::optional<double> nodata = band ? nodata_of(band->source) : std::nullopt;
    if (!nodata || band->source.scale != 1 || band->source.offset != 0) return std::nullopt;
    if (native && (type != band->type || native->nodata != *nodata)) return std::nullopt;
    type = band->type;
    if (type == "Byte")
      native = {geo::PixelType::uint8, 0, 255, *nodata};
    else if (type == "UInt16")
      native = {geo::PixelType::uint16, 0, 65535, *nodata};
    else if (type == "Int16")
      native = {geo::PixelType::int16, -32768, 32767, *nodata};
    else
      return std::nullopt;
  }
  return native;
}

/// Rounds to whole numbers within the type; a measurement that would look like nodata moves by one.
int add_rounding(Graph& graph, int node, const NativeType& native) {
  return graph.add_step("whole numbers", filters::whole_numbers(),
                        {{"least", native.least}, {"most", native.most}, {"nodata", native.nodata}},
                        graph.all_ports(node));
}

/// The files of one scene are added to `written`, what it cannot give to `unavailable`.
int compute_scene(const ComputeOptions& options, const scene::Scene& scene, const std::string& folder,
                  const std::vector<std::string>& inputs, const Catalogue& catalogue, Session& session,
                  std::vector<std::string>& written, std::vector<Problem>& unavailable) {
  const Sensor sensor = sensor_of(scene, catalogue);
  const Wanted wanted = wanted_of(options, catalogue, sensor, scene);
  const std::vector<NamedFormula>& formulas = wanted.formulas;
  for (const Problem& problem : wanted.unavailable) session.log.error(scene.id + ": " + to_text(problem));
  unavailable.insert(unavailable.end(), wanted.unavailable.begin(), wanted.unavailable.end());
  const std::vector<std::string> bands = bands_of(formulas, sensor);
  const Grid grid = grid_of(options.source, scene, bands);
  Graph graph(grid, 42);
  const int source = graph.add_source(scene.id, raster_of_bands(options.source, scene, bands, grid), scene.id);
  int node = add_expressions(graph, "formulas", formulas, graph.all_ports(source), sensor);
  const auto native = native_type(formulas, sensor, scene);
  if (native) node = add_rounding(graph, node, *native);
  std::vector<FileOutput> files;
  const auto add = [&](const std::string& name, std::vector<Port> ports) {
    files.push_back({static_cast<int>(graph.sinks().size()), folder + "/" + name + ".tif"});
    if (native) {
      files.back().type = native->type;
      files.back().nodata = native->nodata;
    }
    graph.add_sink(name, std::move(ports));
  };
  if (options.stack) {
    add("stack", graph.all_ports(node));
  } else {
    for (const Port& port : graph.all_ports(node))
      add(formulas[static_cast<std::size_t>(port.layer)].layer.name, {port});
  }
  const int code = write_files(graph, files, options.source, inputs, session);
  if (code == 0)
    for (const FileOutput& file : files) written.push_back(file.path);
  return code;
}

VerbResult run(const ComputeOptions& options, Session& session) {
  const Catalogue catalogue = load_catalogue();
  refuse_wrong(options, catalogue);
  const std::vector<scene::Scene> scenes =
      without_repeats(scenes_of(options.source, catalogue, session.log), session.log);
  const std::vector<std::string> inputs = inputs_read(options.source, scenes);
  static_cast<void>(options.source.options());  // refuses wrong ones before anything is read
  VerbResult result;
  std::vector<std::string> written;
  std::vector<Problem> failures;
  std::vector<Problem> unavailable;
  session.progress.begin(scenes.size());
  for (const scene::Scene& scene : scenes) {
    const std::string folder = scenes.size() == 1 ? options.folder : options.folder + "/" + safe_file_name(scene.id);
    try {
      result.exit_code = compute_scene(options, scene, folder, inputs, catalogue, session, written, unavailable);
    } catch (const Error& error) {
      if (scenes.size() == 1) throw;
      session.log.error(scene.id + ": " + error.what());
      failures.insert(failures.end(), error.problems().begin(), error.problems().end());
    }
    if (interrupted()) break;
  }
  session.progress.finish();
  if (failures.size() > 0 && written.empty()) throw Error(failures);
  unavailable.insert(unavailable.end(), failures.begin(), failures.end());
  if (!unavailable.empty() && result.exit_code == 0) result.exit_code = 5;
  std::string list;
  for (const std::string& path : written) {
    result.text += path + "\n";
    list += (list.empty() ? "" : ",") + json_string(path);
  }
  std::string reasons;
  for (const Problem& problem : unavailable)
    reasons += (reasons.empty() ? "" : ",") + std::string("{\"code\":") + json_string(problem.code) +
               ",\"what\":" + json_string(problem.what) + ",\"fix\":" + json_string(problem.fix) + "}";
  result.json = "{\"files\":[" + list + "],\"unavailable\":[" + reasons + "]}";
  return result;
}

}  // namespace

Verb compute_verb() {
  Verb verb;
  verb.name = "compute";
  verb.summary = "Band ratios and indices of scenes or of a raster, without a survey";
  verb.examples = {"greisen compute S2A_MSIL2A_20230714.SAFE -o ratios --index al_clay,fe_iox_rb",
                   "greisen compute stack.tif --sensor sentinel2 -o ratios --expr 'clay=swir1/swir2' --format gtiff "
                   "--co COMPRESS=ZSTD"};
  verb.next = "greisen explain al_clay";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<ComputeOptions>();
    command.add_option("SCENE", options->source.paths, "Scenes: folders, zips, files or globs")->required();
    command.add_option("-o,--output", options->folder, "Folder for the results")->required()->type_name("DIR");
    command.add_option("--index", options->indices, "Index ids (greisen list indices)")
        ->delimiter(',')
        ->type_name("ID,…");
    command.add_option("--expr", options->expressions, "NAME=FORMULA, in roles, band names or wavelengths; repeatable")
        ->take_all()
        ->type_name("NAME=FORMULA");
    command
        .add_option("--bands", options->source.bands,
                    "Names of the file's bands in its order, '-' skips one, as a survey's bands:")
        ->delimiter(',')
        ->type_name("NAME,…");
    command.add_flag("--stack", options->stack, "One file stack.tif with many bands");
    declare_source(command, options->source);
    return [options](Session& session) {
      options->folder = settled_place(options->folder);
      return run(*options, session);
    };
  };
  return verb;
}

}  // namespace greisen
