// SPDX-License-Identifier: Apache-2.0
#include "pipeline/delivery.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen {
namespace {

geo::PixelSource source_of(const Scratch& scratch, const geo::RasterProfile& profile) {
  std::vector<int> layers(static_cast<std::size_t>(scratch.layers()));
  std::iota(layers.begin(), layers.end(), 0);
  return {profile, [&scratch, layers](const Window& window, TileView out) { scratch.read(window, layers, out); }};
}

/// A name for how an output's pixels become bytes: tiles of another making are not taken for its own.
std::string encoding_of(const RasterOutput& output) {
  const geo::RasterProfile& profile = output.profile;
  return sha256_text(fmt::format("{} {} {} {} {}", static_cast<int>(profile.type),
                                 profile.nodata ? format_number(*profile.nodata) : "none",
                                 static_cast<int>(output.options.overviews), output.options.classes.empty(),
                                 profile.layers.size()))
      .substr(0, 8);
}

void write(const StoreTarget& from, const RasterOutput& output, const geo::CogOptions& options) {
  if (from.tiles)
    from.tiles->finish(output.path, options.threads, options.keep_going);
  else
    geo::write_cog(output.path, source_of(*from.scratch, output.profile), options);
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

void make_tiles_of(const Graph& graph, const std::vector<RasterOutput>& outputs, EngineOptions& engine) {
  engine.tiles = [&graph, outputs](const Sink& sink, const std::string& log) -> std::unique_ptr<geo::CogTiles> {
    const auto number = static_cast<int>(&sink - graph.sinks().data());
    const auto output = std::ranges::find(outputs, number, &RasterOutput::sink);
    if (output == outputs.end() || !output->options.creation_options.empty()) return nullptr;
    return std::make_unique<geo::CogTiles>(log + "-" + encoding_of(*output) + ".tiles", output->profile,
                                           output->options.overviews, output->options.classes);
  };
}

void deliver(const EngineResult& result, const std::vector<RasterOutput>& outputs, int threads,
             const std::function<void(const RasterOutput&)>& done) {
  for (const RasterOutput& output : outputs) ensure_folder(std::filesystem::path(output.path).parent_path().string());
  const bool several = static_cast<int>(outputs.size()) >= threads;
  for_each_tile(
      static_cast<std::int64_t>(outputs.size()), several ? threads : 1,
      [&](int, std::int64_t number) {
        const RasterOutput& output = outputs[static_cast<std::size_t>(number)];
        geo::CogOptions options = output.options;
        options.threads = several ? 1 : threads;
        options.keep_going = [] { return !interrupted(); };
        try {
          write(*result.sink(output.sink), output, options);
        } catch (const Error&) {
          if (interrupted()) return;  // not done: the caller counts
          throw;
        }
        done(output);
      },
      [] { return !interrupted(); });
}

}  // namespace greisen
