// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "geo/write/cog.hpp"

namespace greisen {

/// A sink as the file it is to become.
struct RasterOutput {
  int sink = 0;
  std::string path;  ///< final name, below the run's folder
  geo::RasterProfile profile;
  geo::CogOptions options;
};

/// A float COG of the sink's layers.
RasterOutput float_output(const Graph& graph, int sink, std::string path);

/// Lets the engine compress the outputs' tiles while it computes them. Where creation options are given the files are
/// GDAL's, from scratch.
void make_tiles_of(const Graph& graph, const std::vector<RasterOutput>& outputs, EngineOptions& engine);

/// Writes the outputs from what the engine left of them, several at once; each is whole under its name or not there.
/// `done(output, sha256)` is called for each as it stands (without the hash where it is not known), from several
/// threads.
void deliver(const EngineResult& result, const std::vector<RasterOutput>& outputs, int threads,
             const std::function<void(const RasterOutput&, std::string)>& done);

}  // namespace greisen
