// SPDX-License-Identifier: Apache-2.0
#include "pipeline/engine/engine.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::noise_raster;
using testing::plain_grid;
using testing::TempFolder;

/// A point step: the sum of its inputs.
Step sum() {
  Step step;
  step.id = "test_sum";
  step.shape = [](const Request&) { return Shape{.kind = Kind::point, .outputs = {{"sum"}}}; };
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

/// A window step: the mean of the valid pixels within 2 px.
Step smooth() {
  Step step;
  step.id = "test_smooth";
  step.shape = [](const Request&) {
    return Shape{.kind = Kind::window, .outputs = {{"smooth"}}, .halo_px = 2, .missing = MissingRule::all};
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
  step.shape = [](const Request&) { return Shape{.kind = Kind::learning, .outputs = {{"standard"}}, .folds = 2}; };
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
    learner.finish = [](int round, const Model& so_far, const Partial& total) {
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
  step.shape = [](const Request&) { return Shape{.kind = Kind::whole, .outputs = {{"max"}}, .missing = MissingRule::own}; };
  step.whole = [](const Request&) {
    return [](const WholeIo& io) {
      Tile tile(1, 1, static_cast<int>(io.grid.cols));
      for (std::int64_t row = 0; row < io.grid.rows; ++row) {
        const Window window{0, row, io.grid.cols, 1};
        io.read(window, tile.view());
        float most = -1;
        for (float& value : tile.view().row(0, 0)) value = most = std::isnan(value) ? most : std::max(most, value);
        io.write(window, tile.view());
      }
    };
  };
  return step;
}

Graph chain(const Grid& grid) {
  Graph graph(grid, 1, 42);
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
  const Scratch* scratch = result.sink(sink);
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

TEST(Engine, SameBytesForAnyThreadsAndTiles) {
  const std::string expected = run_and_hash(1, 512);
  EXPECT_EQ(run_and_hash(2, 512), expected);
  EXPECT_EQ(run_and_hash(2, 256), expected);
  EXPECT_EQ(run_and_hash(1, 128), expected);
  EXPECT_EQ(run_and_hash(3, 128), expected);
}

TEST(Engine, AgreesWithAPlainComputationOverTheWholeRaster) {
  const TempFolder folder;
  const Grid grid = plain_grid(600, 530);
  const Graph graph = chain(grid);
  const EngineResult result = run_graph(graph, {true, true, true}, options_for(folder, 2, 128));
  Tile bands(3, 530, 600);
  testing::NoiseReader(grid, {0, 1, 2}, 50).read(grid.window(), bands.view());
  const std::vector<float> total = pixels_of(result, graph, 0);
  const std::vector<float> pair = pixels_of(result, graph, 1);
  double mean = 0;
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i < total.size(); ++i) {
    const int row = static_cast<int>(i / 600);
    const int col = static_cast<int>(i % 600);
    const float expected = bands.view().at(0, row, col) + bands.view().at(1, row, col) + bands.view().at(2, row, col);
    ASSERT_TRUE((std::isnan(expected) && std::isnan(total[i])) || total[i] == expected) << i;
    if (std::isnan(pair[i])) continue;
    mean += static_cast<double>(pair[i]);
    squares += static_cast<double>(pair[i]) * static_cast<double>(pair[i]);
    ++count;
  }
  EXPECT_NEAR(mean / count, 0, 1e-6);
  EXPECT_NEAR(squares / count, 1, 1e-5);
}

TEST(Engine, UsesAsFewPassesAsTheLearnersForce) {
  const PassPlan plan = plan_passes(chain(plain_grid(600, 600)), {true, true, true});
  // round 1, round 2, what needs the model (and the whole step behind it), what needs the whole step
  EXPECT_EQ(plan.passes.size(), 4U);
  EXPECT_EQ(plan.passes[0].folds.size(), 1U);
  EXPECT_EQ(plan.passes[2].whole.size(), 1U);
  const PassPlan only_total = plan_passes(chain(plain_grid(600, 600)), {true, false, false});
  EXPECT_EQ(only_total.passes.size(), 1U);
}

TEST(Engine, KeepsWhatIsDearOnScratchOnlyWhereSeveralPassesNeedIt) {
  const auto reads_noise = [](const PassPlan& plan) {
    int passes = 0;
    for (const Pass& pass : plan.passes) passes += static_cast<int>(std::count(pass.nodes.begin(), pass.nodes.end(), 0));
    return passes;
  };
  EXPECT_EQ(reads_noise(plan_passes(chain(plain_grid(600, 600)), {true, true, true})), 1);
  const PassPlan single = plan_passes(chain(plain_grid(600, 600)), {true, false, false});
  EXPECT_EQ(single.stores.size(), 1U);
}

TEST(Engine, GoesOnWhereItWasStoppedWithTheSameBytes) {
  const std::string expected = run_and_hash(1, 256);
  for (const int stop_after : {1, 3, 7, 11, 15, 20}) {
    const TempFolder folder;
    const Graph graph = chain(plain_grid(1300, 700));
    EngineOptions options = options_for(folder, 2, 256);
    std::atomic<int> units{0};
    options.keep_going = [&] { return units < stop_after; };
    options.on_pixels = [&](std::int64_t) { ++units; };
    EXPECT_FALSE(run_graph(graph, {true, true, true}, options).complete) << stop_after;
    options.keep_going = [] { return true; };
    const EngineResult second = run_graph(graph, {true, true, true}, options);
    std::int64_t kept = 0;
    for (const PassReport& pass : second.passes) kept += pass.result.units_kept;
    EXPECT_GE(kept, stop_after);
    EXPECT_EQ(hash_of(second, graph), expected) << stop_after;
  }
}

TEST(Engine, DoesAgainWhatTheJournalCannotProve) {
  const std::string expected = run_and_hash(1, 256);
  const TempFolder folder;
  const Graph graph = chain(plain_grid(1300, 700));
  EngineOptions options = options_for(folder, 1, 256);
  std::atomic<int> units{0};
  options.keep_going = [&] { return units < 4; };
  options.on_pixels = [&](std::int64_t) { ++units; };
  run_graph(graph, {true, true, true}, options);
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("state")))
    if (entry.path().extension() == ".raw" && entry.file_size() > 4096) {
      std::FILE* file = std::fopen(entry.path().c_str(), "r+");
      ASSERT_NE(file, nullptr);
      std::fseek(file, 1000, SEEK_SET);
      std::fputs("torn by a power cut", file);
      std::fclose(file);
    }
  options.keep_going = [] { return true; };
  EXPECT_EQ(hash_of(run_graph(graph, {true, true, true}, options), graph), expected);
}

TEST(Engine, StreamsUnitsInOrder) {
  const TempFolder folder;
  const Grid grid = plain_grid(3000, 1100);
  Graph graph(grid, 1, 42);
  const int bands = graph.add_source("noise", noise_raster(grid, 2), "noise");
  graph.add_sink("sum", {{graph.add_step("sum", sum(), {}, graph.all_ports(bands)), 0}});
  EngineOptions options = options_for(folder, 4, 128);
  options.resumable = false;
  std::vector<Window> seen;
  options.stream = [&](const Sink&) {
    return [&](const Window& window, ConstTileView pixels) {
      EXPECT_EQ(pixels.rows, window.rows);
      seen.push_back(window);
    };
  };
  EXPECT_TRUE(run_graph(graph, {true}, options).complete);
  std::vector<Window> expected;
  const Units units(grid);
  for (const std::int64_t unit : units.order()) expected.push_back(units.window(unit));
  EXPECT_EQ(seen, expected);
}

TEST(Engine, AnErrorInAWorkerReachesTheCaller) {
  const TempFolder folder;
  const Grid grid = plain_grid(3000, 1100);
  Graph graph(grid, 1, 42);
  const int bands = graph.add_source("noise", noise_raster(grid, 2), "noise");
  graph.add_sink("sum", {{graph.add_step("sum", sum(), {}, graph.all_ports(bands)), 0}});
  EngineOptions options = options_for(folder, 3, 128);
  options.resumable = false;
  options.stream = [&](const Sink&) {
    return [&, count = 0](const Window&, ConstTileView) mutable {
      if (++count == 4) throw std::runtime_error("disk gone");
    };
  };
  EXPECT_THROW(run_graph(graph, {true}, options), std::runtime_error);
}

}  // namespace
}  // namespace greisen
