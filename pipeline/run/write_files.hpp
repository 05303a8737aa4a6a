// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "base/session.hpp"
#include "pipeline/graph/source_options.hpp"
#include "pipeline/run/write_rasters.hpp"

namespace greisen {

/// One file that `compute` or `apply` writes: a sink of the graph under its final name.
struct FileOutput {
  int sink = 0;
  std::string path;
  geo::PixelType type = geo::PixelType::float32;
  double nodata = geo::kNodata;
};

/// Runs the graph and writes its files as the options say: plain GeoTIFFs while they are computed, COGs from scratch.
/// Throws E2050 where a file is there and --overwrite was not given, E2055 where it is one of `inputs`, with or without
/// --overwrite. Interrupted: returns 128 + the signal. What a learning node learnt lies as JSON (learnt_json) beside
/// the first file, with .json for its suffix; `learnt` takes the same.
int write_files(const Graph& graph, const std::vector<FileOutput>& files, const SourceOptions& options,
                const std::vector<std::string>& inputs, Session& session, std::string* learnt = nullptr);

/// The rows that the whole step `node` emits, as a GeoPackage in the grid's CRS; its pixels go nowhere. Throws and
/// returns as write_files does; `rows` takes their number.
int write_table(const Graph& graph, int node, const std::string& path, const std::vector<std::string>& inputs,
                Session& session, std::string* learnt, std::size_t* rows);

/// The engine's options as the command line has them.
EngineOptions engine_options(Session& session, std::string state_folder);

}  // namespace greisen
