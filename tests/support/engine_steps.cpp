// SPDX-License-Identifier: Apache-2.0
#include "support/engine_steps.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <gtest/gtest.h>

namespace greisen::testing {
namespace {

/// A window step: the mean of the valid pixels within 2 px.
Step smooth() {
  Step step;
  step.id = "test_smooth";
  step.shape = [](const Request&) {
    return StepShape{.kind = StepKind::window, .outputs = {{"smooth"}}, .halo_px = 2, .missing = MissingRule::all};
  };
  step.apply = [](const Request&, const Model&) {
    return [](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) {
          double total = 0;
          int count = 0;
          for (int r = 0; r < 5; ++r)
            for (int c = 0; c < 5; ++c)
              if (const float value = tile.in.at(0, row + r, col + c); !std::isnan(value)) {
                total += static_cast<double>(value);
                ++count;
              }
          out.at(0, row, col) = count ? static_cast<float>(total / count) : kMissing;
        }
    };
  };
  return step;
}

/// A learning step of two rounds: subtracts the mean, divides by the root mean square of what is left.
Step standard() {
  Step step;
  step.id = "test_standard";
  step.shape = [](const Request&) {
    return StepShape{.kind = StepKind::learning, .outputs = {{"standard"}}, .folds = 2};
  };
  step.learner = [](const Request&) {
    Learner learner;
    learner.folds = 2;
    learner.start = [](int, const Model&) { return Partial{{0, 0}, {}}; };
    learner.fold = [](int round, const Model& so_far, const TileIn& cell, Partial& into) {
      const double mean = round == 0 ? 0 : so_far.at("mean")[0];
      for (int row = 0; row < cell.in.rows; ++row)
        for (const float value : cell.in.row(0, row))
          if (!std::isnan(value)) {
            const double left = static_cast<double>(value) - mean;
            into.sums[0] += 1;
            into.sums[1] += round == 0 ? left : left * left;
          }
    };
    learner.merge = [](Partial& into, const Partial& other) {
      for (std::size_t i = 0; i < 2; ++i) into.sums[i] += other.sums[i];
    };
    learner.finish = [](int round, const Model& so_far, const Partial& total, const Watch&) {
      Model model = so_far;
      if (round == 0) model.values["mean"] = {total.sums[1] / total.sums[0]};
      if (round == 1) model.values["rms"] = {std::sqrt(total.sums[1] / total.sums[0])};
      return model;
    };
    return learner;
  };
  step.apply = [](const Request&, const Model& model) {
    const double mean = model.at("mean")[0];
    const double rms = model.at("rms")[0];
    return [mean, rms](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          out.at(0, row, col) = static_cast<float>((static_cast<double>(tile.in.at(0, row, col)) - mean) / rms);
    };
  };
  return step;
}

/// A whole step: fills each row with its own running maximum from the left.
Step running_max() {
  Step step;
  step.id = "test_running_max";
  step.shape = [](const Request&) {
    return StepShape{.kind = StepKind::whole, .outputs = {{"max"}}, .missing = MissingRule::own};
  };
  step.whole = [](const Request&, const Model&) {
    return [](const WholeIo& io) {
      Tile tile(1, 1, static_cast<int>(io.grid.cols));
      for (std::int64_t row = 0; row < io.grid.rows; ++row) {
        const Window window{0, row, io.grid.cols, 1};
        io.read(0, window, tile.view());
        float most = -1;
        for (float& value : tile.view().row(0, 0)) value = most = std::isnan(value) ? most : std::max(most, value);
        io.write(0, window, tile.view());
      }
    };
  };
  return step;
}

}  // namespace

Step sum() {
  Step step;
  step.id = "test_sum";
  step.shape = [](const Request&) { return StepShape{.kind = StepKind::point, .outputs = {{"sum"}}}; };
  step.apply = [](const Request&, const Model&) {
    return [](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) {
          float total = 0;
          for (int layer = 0; layer < tile.in.layers; ++layer) total += tile.in.at(layer, row, col);
          out.at(0, row, col) = total;
        }
    };
  };
  return step;
}

Graph chain(const Grid& grid) {
  Graph graph(grid, 42);
  const int bands = graph.add_source("noise", noise_raster(grid, 3), "noise 3");
  graph.set_anchor(bands);
  const int total = graph.add_step("total", sum(), {}, graph.all_ports(bands));
  const int even = graph.add_step("even", smooth(), {}, {{total, 0}});
  const int evener = graph.add_step("evener", smooth(), {}, {{even, 0}});
  const int score = graph.add_step("score", standard(), {}, {{evener, 0}});
  const int mix = graph.add_step("mix", sum(), {}, {{score, 0}, {total, 0}});
  const int most = graph.add_step("most", running_max(), {}, {{mix, 0}});
  const int last = graph.add_step("last", sum(), {}, {{most, 0}, {mix, 0}});
  graph.add_sink("total", {{total, 0}});
  graph.add_sink("pair", {{score, 0}, {mix, 0}});
  graph.add_sink("last", {{last, 0}});
  return graph;
}

EngineOptions options_for(const TempFolder& folder, int threads, int tile_px) {
  EngineOptions options;
  options.threads = threads;
  options.tile_px = tile_px;
  options.state_folder = folder.file("state");
  return options;
}

std::vector<float> pixels_of(const EngineResult& result, const Graph& graph, int sink) {
  const Scratch* scratch = result.sink(sink)->scratch.get();
  Tile tile(scratch->layers(), static_cast<int>(graph.grid().rows), static_cast<int>(graph.grid().cols));
  std::vector<int> layers;
  for (int i = 0; i < scratch->layers(); ++i) layers.push_back(i);
  scratch->read(graph.grid().window(), layers, tile.view());
  const TileView view = tile.view();
  return {view.data, view.data + view.layers * view.layer_stride};
}

std::string hash_of(const EngineResult& result, const Graph& graph) {
  std::string text;
  for (int sink = 0; sink < 3; ++sink) {
    const std::vector<float> pixels = pixels_of(result, graph, sink);
    text += hash_hex(content_hash(std::as_bytes(std::span(pixels)))) + " ";
  }
  return text;
}

std::string run_and_hash(int threads, int tile_px) {
  const TempFolder folder;
  const Graph graph = chain(plain_grid(1300, 700));
  const EngineResult result = run_graph(graph, {true, true, true}, options_for(folder, threads, tile_px));
  EXPECT_TRUE(result.complete);
  return hash_of(result, graph);
}

}  // namespace greisen::testing
