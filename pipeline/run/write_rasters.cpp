// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/write_rasters.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
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

/// One output on its way: written by one worker, proven and named by the same or another.
struct Delivery {
  std::unique_ptr<geo::CogDraft> draft;
  std::atomic<bool> written = false;
};

/// Tells whoever waits for it that the writing is over, also where it failed.
struct Written {
  Delivery& delivery;
  ~Written() {
    delivery.written = true;
    delivery.written.notify_all();
  }
};

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
             const std::function<void(const RasterOutput&, std::string)>& done) {
  for (const RasterOutput& output : outputs) ensure_folder(std::filesystem::path(output.path).parent_path().string());
  const bool several = static_cast<int>(outputs.size()) >= threads;
  const auto keep_going = [] { return !interrupted(); };
  std::vector<Delivery> deliveries(outputs.size());
  const auto write = [&](std::size_t number) {
    const Written over{deliveries[number]};
    const RasterOutput& output = outputs[number];
    const OutputStore& from = *result.sink(output.sink);
    geo::CogOptions options = output.options;
    options.threads = several ? 1 : threads;
    options.keep_going = keep_going;
    if (from.tiles) {
      deliveries[number].draft = from.tiles->draft(output.path, options.threads, keep_going);
    } else {
      geo::write_cog(output.path, source_of(*from.scratch, output.profile), options);
      done(output, {});
    }
  };
  const auto publish = [&](std::size_t number) {
    deliveries[number].written.wait(false);
    const std::unique_ptr<geo::CogDraft> draft = std::move(deliveries[number].draft);
    if (draft) done(outputs[number], draft->publish(keep_going).sha256);
  };
  // each is proven some turns after it was written: an odd one at the end keeps no worker waiting, and few are on their
  // way at a time
  const std::size_t count = outputs.size();
  const std::size_t lag = several ? static_cast<std::size_t>(threads) : 1;
  std::vector<std::function<void()>> turns;
  for (std::size_t i = 0; i < count + lag; ++i) {
    if (i >= lag) turns.emplace_back([&, i] { publish(i - lag); });
    if (i < count) turns.emplace_back([&, i] { write(i); });
  }
  for_each_tile(
      static_cast<std::int64_t>(turns.size()), several ? threads : 1,
      [&](int, std::int64_t turn) {
        try {
          turns[static_cast<std::size_t>(turn)]();
        } catch (const Error&) {
          if (!interrupted()) throw;  // else not done: the caller counts
        }
      },
      keep_going);
}

}  // namespace greisen
