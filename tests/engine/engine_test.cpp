// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/engine_steps.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::chain;
using testing::noise_raster;
using testing::options_for;
using testing::pixels_of;
using testing::plain_grid;
using testing::run_and_hash;
using testing::sum;
using testing::TempFolder;

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
    for (const Pass& pass : plan.passes)
      passes += static_cast<int>(std::count(pass.nodes.begin(), pass.nodes.end(), 0));
    return passes;
  };
  EXPECT_EQ(reads_noise(plan_passes(chain(plain_grid(600, 600)), {true, true, true})), 1);
  const PassPlan single = plan_passes(chain(plain_grid(600, 600)), {true, false, false});
  EXPECT_EQ(single.stores.size(), 1U);
}

TEST(Engine, StreamsUnitsInOrder) {
  const TempFolder folder;
  const Grid grid = plain_grid(3000, 1100);
  Graph graph(grid, 42);
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
  for (const auto& stripe : units.stripes(8))
    for (const std::int64_t unit : stripe) expected.push_back(units.window(unit));
  EXPECT_EQ(seen, expected);
}

TEST(Engine, AnErrorInAWorkerReachesTheCaller) {
  const TempFolder folder;
  const Grid grid = plain_grid(3000, 1100);
  Graph graph(grid, 42);
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

/// A pass whose journal says that it is done is done again where what it wrote goes elsewhere now, or is gone.
TEST(Engine, ProvesAFinishedPassToo) {
  const TempFolder folder;
  const Grid grid = plain_grid(700, 600);
  Graph graph(grid, 42);
  const int bands = graph.add_source("noise", noise_raster(grid, 2), "noise");
  graph.add_sink("sum", {{graph.add_step("sum", sum(), {}, graph.all_ports(bands)), 0}});
  EngineOptions options = options_for(folder, 2, 256);
  EXPECT_TRUE(run_graph(graph, {true}, options).complete);
  geo::RasterProfile profile;
  profile.grid = grid;
  profile.layers = {{"sum"}};
  options.tiles = [&](const Sink&, const std::string& log) {
    return std::make_unique<geo::CogTiles>(log + ".tiles", profile, geo::OverviewResampling::average,
                                           std::vector<geo::RasterClass>{});
  };
  const EngineResult tiled = run_graph(graph, {true}, options);
  ASSERT_TRUE(tiled.sink(0)->tiles);
  for (std::int64_t unit = 0; unit < 4; ++unit) EXPECT_NE(tiled.sink(0)->tiles->hash_unit(unit), 0U) << unit;
  EXPECT_EQ(tiled.passes.front().result.units_kept, 0);
  const EngineResult again = run_graph(graph, {true}, options);
  EXPECT_EQ(again.passes.front().result.units_kept, 4);
  for (std::int64_t unit = 0; unit < 4; ++unit) EXPECT_NE(again.sink(0)->tiles->hash_unit(unit), 0U) << unit;
}

}  // namespace
}  // namespace greisen
