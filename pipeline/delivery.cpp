// SPDX-License-Identifier: Apache-2.0
#include "pipeline/delivery.hpp"

#include <filesystem>
#include <mutex>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen {
namespace {

geo::PixelSource source_of(const Scratch& scratch, const geo::RasterProfile& profile) {
  std::vector<int> layers;
  for (int layer = 0; layer < scratch.layers(); ++layer) layers.push_back(layer);
  return {profile, [&scratch, layers](const Window& window, TileView out) { scratch.read(window, layers, out); }};
}

}  // namespace

RasterOutput float_output(const Graph& graph, int sink, std::string path) {
  RasterOutput output;
  output.sink = sink;
  output.path = std::move(path);
  output.profile.grid = graph.grid();
  for (const Port& port : graph.sinks()[static_cast<std::size_t>(sink)].ports)
    output.profile.layers.push_back(graph.layer(port));
  return output;
}

void deliver(const EngineResult& result, const std::vector<RasterOutput>& outputs, int threads,
             const std::function<void(const RasterOutput&)>& done) {
  std::mutex guard;
  for (const RasterOutput& output : outputs) ensure_folder(std::filesystem::path(output.path).parent_path().string());
  for_each_tile(
      static_cast<std::int64_t>(outputs.size()), threads,
      [&](int, std::int64_t number) {
        const RasterOutput& output = outputs[static_cast<std::size_t>(number)];
        geo::CogOptions options = output.options;
        options.keep_going = [] { return !interrupted(); };
        try {
          geo::write_cog(output.path, source_of(*result.sink(output.sink), output.profile), options);
        } catch (const Error&) {
          if (interrupted()) return;  // not done: the caller counts
          throw;
        }
        const std::lock_guard lock(guard);
        done(output);
      },
      [] { return !interrupted(); });
}

}  // namespace greisen
