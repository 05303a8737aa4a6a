// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/write_files.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/part.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "pipeline/graph/learnt.hpp"
#include "pipeline/products/over_inputs.hpp"
#include "pipeline/run/changed_inputs.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

/// Where what was learnt is told; empty for a graph that learns nothing.
std::string learnt_path(const Graph& graph, const std::vector<FileOutput>& files) {
  const bool learns = std::ranges::any_of(graph.nodes(), [](const Node& node) { return node.shape.folds > 0; });
  return learns ? fs::path(files.front().path).replace_extension(".json").string() : std::string();
}

/// A link that leads nowhere too.
bool there(const std::string& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

void check_free(const Graph& graph, const std::vector<FileOutput>& files, bool overwrite) {
  std::vector<std::string> paths;
  for (const FileOutput& file : files) paths.push_back(file.path);
  if (const std::string learnt = learnt_path(graph, files); !learnt.empty()) paths.push_back(learnt);
  for (const FileOutput& file : files)  // GDAL would read it with the new file
    if (!there(file.path)) paths.push_back(file.path + ".aux.xml");
  std::vector<Problem> problems;
  for (const std::string& path : paths)
    if (!overwrite && there(path))
      problems.push_back({"E2050", "the output is there already: " + path, {}, "give --overwrite, or another -o"});
  if (!problems.empty()) throw Error(std::move(problems));
}

geo::RasterProfile profile_of(const Graph& graph, const FileOutput& file) {
  geo::RasterProfile profile = float_output(graph, file.sink, file.path).profile;
  profile.type = file.type;
  profile.nodata = file.nodata;
  return profile;
}

/// --threads bounds the whole program: a pool that --co NUM_THREADS asks for is no larger.
geo::CreationOptions bounded(geo::CreationOptions options, int threads) {
  for (auto& [key, value] : options)
    if (lower(key) == "num_threads") {
      const auto asked = parse_int64(value);
      value = std::to_string(asked && *asked < threads ? *asked : threads);
    }
  return options;
}

bool fits_units(const geo::GTiffSink& file) {
  return kUnitPx % file.block_size().cols == 0 && kUnitPx % file.block_size().rows == 0;
}

/// A unit, one row of the file's blocks at a time: so the blocks go to the file as they are.
void write_blocks(geo::GTiffSink& file, const Window& window, ConstTileView pixels) {
  const std::int64_t step = fits_units(file) ? file.block_size().rows : window.rows;
  for (std::int64_t row = 0; row < window.rows; row += step) {
    const std::int64_t rows = std::min(step, window.rows - row);
    file.write({window.col, window.row + row, window.cols, rows},
               pixels.part(static_cast<int>(row), 0, static_cast<int>(rows), pixels.cols));
  }
}

/// The text for `learnt_path`: of the only learning node the object, of several a list of them.
std::string all_learnt(const Graph& graph, const Models& models) {
  std::vector<std::string> objects;
  for (const auto& [node, model] : models) objects.push_back(learnt_json(graph.node(node), graph, model));
  return objects.size() == 1 ? objects.front() : "[" + join(objects, ",") + "]";
}

int stream_files(const Graph& graph, const std::vector<FileOutput>& files, const SourceOptions& options,
                 EngineOptions engine, const InputStates& states, Models& models) {
  std::vector<std::unique_ptr<geo::GTiffSink>> sinks(graph.sinks().size());
  for (const FileOutput& file : files)
    sinks[static_cast<std::size_t>(file.sink)] = std::make_unique<geo::GTiffSink>(
        file.path, profile_of(graph, file), bounded(options.options(), engine.threads), engine.threads);
  engine.resumable = false;
  for (const auto& sink : sinks) engine.by_rows = engine.by_rows || (sink && !fits_units(*sink));
  engine.stream = [&](const Sink& sink) {
    const auto number = static_cast<std::size_t>(&sink - graph.sinks().data());
    return [&file = *sinks[number]](const Window& window, ConstTileView pixels) { write_blocks(file, window, pixels); };
  };
  const EngineResult result = run_graph(graph, std::vector<bool>(graph.sinks().size(), true), engine);
  if (!result.complete) return 128 + signal_number();
  states.refuse_changed();
  for (auto& sink : sinks)
    if (sink) sink->close();
  models = result.models;
  return 0;
}

int write_cogs(const Graph& graph, const std::vector<FileOutput>& files, const SourceOptions& options,
               EngineOptions engine, const InputStates& states, Models& models) {
  std::vector<RasterOutput> outputs;
  for (const FileOutput& file : files) {
    RasterOutput output;
    output.sink = file.sink;
    output.path = file.path;
    output.profile = profile_of(graph, file);
    output.options.creation_options = bounded(options.options(), engine.threads);
    outputs.push_back(std::move(output));
  }
  engine.resumable = false;
  make_tiles_of(graph, outputs, engine);
  const EngineResult result = run_graph(graph, std::vector<bool>(graph.sinks().size(), true), engine);
  if (!result.complete) return 128 + signal_number();
  states.refuse_changed();
  models = result.models;
  deliver(result, outputs, engine.threads, [](const RasterOutput&, const std::string&) {});
  return interrupted() ? 128 + signal_number() : 0;
}

}  // namespace

EngineOptions engine_options(Session& session, std::string state_folder) {
  EngineOptions engine;
  engine.threads = session.globals.threads;
  engine.tile_px = session.globals.tile_px;
  engine.memory_bytes = session.globals.memory_bytes;
  engine.state_folder = std::move(state_folder);
  engine.keep_going = [] { return !interrupted(); };
  engine.on_pass = [&progress = session.progress](const std::string& name, std::int64_t pixels) {
    progress.start_step(name, static_cast<std::uint64_t>(pixels));
  };
  engine.on_pixels = [&progress = session.progress](std::int64_t pixels) {
    progress.advance(static_cast<std::uint64_t>(pixels));
  };
  engine.on_pass_end = [&progress = session.progress] { progress.finish_step(); };
  return engine;
}

namespace {

/// What writing files beside each other asks for: nothing is written over inputs or, without --overwrite, over what is
/// there; scratch lies beside them; inputs that change meanwhile are told. `work` returns the exit code.
template <class Work>
int write_beside(const Graph& graph, const std::vector<FileOutput>& files, const std::vector<std::string>& inputs,
                 Session& session, Work&& work) {
  std::vector<std::string> outputs;
  for (const FileOutput& file : files) {
    outputs.push_back(file.path);
    outputs.push_back(file.path + ".aux.xml");
  }
  if (const std::string told = learnt_path(graph, files); !told.empty()) outputs.push_back(told);
  refuse_outputs_over_inputs(outputs, inputs);
  check_free(graph, files, session.globals.overwrite);
  const std::string folder = fs::path(files.front().path).parent_path().string();
  const std::string beside = folder.empty() ? "." : folder;
  ensure_folder(beside);
  const InputStates states(inputs);
  const PartFolder scratch(beside);
  const RemovedWhenStopped stopped(scratch.path());
  try {
    return work(engine_options(session, scratch.path()), states);
  } catch (const Error& error) {  // a file cut short while it was read cannot be decoded, say
    if (error.code() != "E5007") states.refuse_changed(error.problems());
    throw;
  }
}

void write_learnt(const Graph& graph, const std::vector<FileOutput>& files, const Models& models, std::string* learnt) {
  const std::string told = learnt_path(graph, files);
  if (told.empty()) return;
  const std::string text = all_learnt(graph, models);
  write_file_atomically(told, text + "\n");
  if (learnt != nullptr) *learnt = text;
}

geo::Geometry geometry_of(const FeatureRow& row, FeatureTable::Geometry geometry) {
  const auto points_of = [](const FeaturePart& part) {
    std::vector<geo::Point> points;
    for (const auto& [x, y] : part.vertices) points.push_back({x, y});
    return points;
  };
  if (geometry == FeatureTable::Geometry::point) return points_of(row.parts.at(0)).at(0);
  geo::Lines lines;
  std::vector<geo::Polygon> polygons;
  for (const FeaturePart& part : row.parts) {
    if (geometry == FeatureTable::Geometry::line) {
      lines.parts.push_back(points_of(part));
    } else {
      if (!part.hole) polygons.emplace_back();
      polygons.back().rings.push_back(points_of(part));
    }
  }
  if (geometry == FeatureTable::Geometry::line) return lines;
  return polygons;
}

geo::VectorTable table_of(const Node& node, const std::vector<FeatureRow>& rows) {
  const FeatureTable& shape = *node.shape.table;
  geo::VectorTable table;
  table.name = shape.name;
  table.description = std::string(node.step.summary);
  table.shapes = shape.geometry == FeatureTable::Geometry::point  ? geo::ShapeType::point
                 : shape.geometry == FeatureTable::Geometry::line ? geo::ShapeType::multi_line
                                                                  : geo::ShapeType::multi_polygon;
  for (const Layer& column : shape.columns) table.columns.push_back({column.name, geo::CellType::real});
  for (const FeatureRow& row : rows)
    table.rows.push_back(
        {std::vector<geo::Cell>(row.values.begin(), row.values.end()), geometry_of(row, shape.geometry)});
  return table;
}

}  // namespace

int write_files(const Graph& graph, const std::vector<FileOutput>& files, const SourceOptions& options,
                const std::vector<std::string>& inputs, Session& session, std::string* learnt) {
  Models models;
  const int code = write_beside(graph, files, inputs, session, [&](EngineOptions engine, const InputStates& states) {
    return options.format == "gtiff" ? stream_files(graph, files, options, std::move(engine), states, models)
                                     : write_cogs(graph, files, options, std::move(engine), states, models);
  });
  if (code == 0) write_learnt(graph, files, models, learnt);
  return code;
}

int write_table(const Graph& graph, int node, const std::string& path, const std::vector<std::string>& inputs,
                Session& session, std::string* learnt, std::size_t* rows) {
  const std::vector<FileOutput> files = {{0, path}};
  Models models;
  const int code = write_beside(graph, files, inputs, session, [&](EngineOptions engine, const InputStates& states) {
    engine.resumable = false;
    const EngineResult result = run_graph(graph, std::vector<bool>(graph.sinks().size(), true), engine);
    if (!result.complete) return 128 + signal_number();
    states.refuse_changed();
    models = result.models;
    const geo::VectorTable table = table_of(graph.node(node), result.features.at(node));
    geo::write_geopackage(path, geo::crs_of(graph.grid()), {table}, {});
    *rows = table.rows.size();
    return 0;
  });
  if (code == 0) write_learnt(graph, files, models, learnt);
  return code;
}

}  // namespace greisen
