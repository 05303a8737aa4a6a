// SPDX-License-Identifier: Apache-2.0
// What the engine gives to learners: samples of least hash, neighbours across cells, work that can be stopped.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "engine/engine.hpp"
#include "support/engine_steps.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::noise_raster;
using testing::options_for;
using testing::pixels_of;
using testing::plain_grid;
using testing::TempFolder;

constexpr std::int64_t kCols = 1300;
constexpr std::int64_t kRows = 700;
constexpr std::uint64_t kSeed = 42;

/// Nothing but missing pixels; what was learnt is looked at.
TileFunction nothing(const Request&, const Model&) {
  return [](const TileIn&, TileView out) {
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(0, row), kMissing);
  };
}

/// Learns the sample itself.
Step sampled(std::int64_t most) {
  Step step;
  step.id = "test_sampled";
  step.shape = [most](const Request&) {
    StepShape shape{.kind = StepKind::learning, .outputs = {{"nothing"}}, .folds = 1};
    shape.sample_px = most;
    return shape;
  };
  step.learner = [](const Request&) {
    Learner learner;
    learner.learn = [](const Sample& sample, const Watch& watch) {
      Model model;
      for (std::size_t i = 0; i < sample.size(); ++i) {
        model.values["row"].push_back(static_cast<double>(sample.rows[i]));
        model.values["col"].push_back(static_cast<double>(sample.cols[i]));
      }
      model.values["value"].assign(sample.values.begin(), sample.values.end());
      model.values["of"] = {static_cast<double>(sample.of)};
      watch.progress(0.5);
      watch.progress(1);
      return model;
    };
    return learner;
  };
  step.apply = nothing;
  return step;
}

/// Learns the sum of |x - x of the next column| and how many pairs there are.
Step differences() {
  Step step;
  step.id = "test_differences";
  step.shape = [](const Request&) {
    StepShape shape{.kind = StepKind::learning, .outputs = {{"nothing"}}, .folds = 1};
    shape.fold_halo_px = 1;
    return shape;
  };
  step.learner = [](const Request&) {
    Learner learner;
    learner.start = [](int, const Model&) { return Partial{{0}, {0}}; };
    learner.fold = [](int, const Model&, const TileIn& cell, Partial& into) {
      for (int row = 0; row < static_cast<int>(cell.window.rows); ++row)
        for (int col = 0; col < static_cast<int>(cell.window.cols); ++col) {
          const auto difference = static_cast<double>(cell.in.at(0, row + 1, col + 1)) -
                                  static_cast<double>(cell.in.at(0, row + 1, col + 2));
          if (std::isnan(difference)) continue;
          into.sums[0] += std::abs(difference);
          ++into.counts[0];
        }
    };
    learner.merge = [](Partial& into, const Partial& other) {
      into.sums[0] += other.sums[0];
      into.counts[0] += other.counts[0];
    };
    learner.finish = [](int, const Model&, const Partial& total, const Watch&) {
      Model model;
      model.values["sum"] = total.sums;
      model.values["pairs"] = {static_cast<double>(total.counts[0])};
      return model;
    };
    return learner;
  };
  step.apply = nothing;
  return step;
}

class Learners : public ::testing::Test {
 protected:
  Learners() : grid_(plain_grid(kCols, kRows)), graph_(grid_, kSeed) {
    noise_ = graph_.add_source("noise", noise_raster(grid_, 2, 7), "noise");
    total_ = graph_.add_step("total", testing::sum(), {}, {{noise_, 0}, {noise_, 1}});
  }
  /// The step over `inputs`, whose output is wanted.
  int add(Step step, std::vector<Port> inputs) {
    const int node =
        graph_.add_step("learner " + std::to_string(graph_.nodes().size()), std::move(step), {}, std::move(inputs));
    graph_.add_sink("sink " + std::to_string(node), {{node, 0}});
    return node;
  }
  [[nodiscard]] EngineResult run(const EngineOptions& options) const {
    return run_graph(graph_, std::vector<bool>(graph_.sinks().size(), true), options);
  }
  /// Both layers of noise, read by a sink of their own.
  std::vector<float> noise() {
    Graph plain(grid_, kSeed);
    const int node = plain.add_source("noise", noise_raster(grid_, 2, 7), "noise");
    plain.add_sink("both", {{node, 0}, {node, 1}});
    const TempFolder folder;
    return pixels_of(run_graph(plain, {true}, options_for(folder, 1, 256)), plain, 0);
  }

  TempFolder folder_;
  Grid grid_;
  Graph graph_;
  int noise_ = -1;
  int total_ = -1;
};

TEST_F(Learners, SampleThePixelsOfLeastHashOfThoseThatAreWhole) {
  const int node = add(sampled(5000), {{noise_, 0}, {noise_, 1}});
  const std::vector<float> pixels = noise();
  std::vector<std::tuple<std::uint64_t, std::int64_t, std::int64_t>> by_hash;
  const auto at = [&](int layer, std::int64_t row, std::int64_t col) {
    return pixels[static_cast<std::size_t>((layer * kRows + row) * kCols + col)];
  };
  for (std::int64_t row = 0; row < kRows; ++row)
    for (std::int64_t col = 0; col < kCols; ++col)
      if (!std::isnan(at(0, row, col)) && !std::isnan(at(1, row, col)))
        by_hash.emplace_back(hash_pixel(kSeed, row, col), row, col);
  const std::size_t all = by_hash.size();
  ASSERT_LT(all, static_cast<std::size_t>(kRows * kCols));
  std::ranges::sort(by_hash);
  by_hash.resize(5000);
  std::ranges::sort(by_hash, {}, [](const auto& one) { return std::pair(std::get<1>(one), std::get<2>(one)); });

  for (const auto& [threads, tile_px] : {std::pair{1, 256}, {3, 64}}) {
    const TempFolder folder;
    const EngineResult result = run(options_for(folder, threads, tile_px));
    ASSERT_TRUE(result.complete);
    const Model& model = result.models.at(node);
    EXPECT_EQ(model.at("of")[0], static_cast<double>(all));
    ASSERT_EQ(model.at("row").size(), by_hash.size());
    for (std::size_t i = 0; i < by_hash.size(); ++i) {
      const auto& [hash, row, col] = by_hash[i];
      ASSERT_EQ(model.at("row")[i], static_cast<double>(row));
      ASSERT_EQ(model.at("col")[i], static_cast<double>(col));
      for (int layer = 0; layer < 2; ++layer)
        ASSERT_EQ(model.at("value")[2 * i + static_cast<std::size_t>(layer)], static_cast<double>(at(layer, row, col)));
    }
  }
}

TEST_F(Learners, AreFedInOnePassTogether) {
  const int first = add(sampled(100), {{noise_, 0}});
  const int second = add(sampled(3000), {{total_, 0}});
  const int third = add(differences(), {{noise_, 0}});
  const EngineResult result = run(options_for(folder_, 2, 256));
  ASSERT_EQ(result.passes.size(), 2U) << "one that learns, one that writes";
  EXPECT_EQ(result.models.at(first).at("row").size(), 100U);
  EXPECT_EQ(result.models.at(second).at("row").size(), 3000U);
  EXPECT_GT(result.models.at(third).at("pairs")[0], 0);
}

TEST_F(Learners, TakeUpASampleWhereTheyWereStopped) {
  const int node = add(sampled(4000), {{noise_, 0}});
  EngineOptions options = options_for(folder_, 1, 128);
  int units = 0;
  options.keep_going = [&] { return ++units <= 1; };
  EXPECT_FALSE(run(options).complete);
  options.keep_going = [] { return true; };
  const EngineResult resumed = run(options);
  EXPECT_GT(resumed.passes[0].result.units_kept, 0);
  const TempFolder other;
  EXPECT_EQ(resumed.models.at(node).values, run(options_for(other, 2, 256)).models.at(node).values);
}

TEST_F(Learners, SeeTheNeighbourAcrossCellsTilesAndUnits) {
  const int node = add(differences(), {{total_, 0}});
  const std::vector<float> pixels = noise();
  double sum = 0;
  std::int64_t pairs = 0;
  const auto total = [&](std::int64_t row, std::int64_t col) {
    const auto place = static_cast<std::size_t>(row * kCols + col);
    return pixels[place] + pixels[static_cast<std::size_t>(kRows * kCols) + place];
  };
  for (std::int64_t row = 0; row < kRows; ++row)
    for (std::int64_t col = 0; col + 1 < kCols; ++col) {
      const double difference = static_cast<double>(total(row, col)) - static_cast<double>(total(row, col + 1));
      if (std::isnan(difference)) continue;
      sum += std::abs(difference);
      ++pairs;
    }
  std::map<std::string, std::vector<double>, std::less<>> first;
  for (const auto& [threads, tile_px] : {std::pair{1, 256}, {3, 128}}) {
    const TempFolder folder;
    const Model model = run(options_for(folder, threads, tile_px)).models.at(node);
    EXPECT_EQ(model.at("pairs")[0], static_cast<double>(pairs));
    EXPECT_NEAR(model.at("sum")[0], sum, 1e-9 * sum);
    if (first.empty()) first = model.values;
    EXPECT_EQ(model.values, first) << "to the last bit";
  }
}

TEST_F(Learners, TellOfLongWorkAndAreStoppedInIt) {
  const int node = add(sampled(10), {{noise_, 0}});
  EngineOptions options = options_for(folder_, 1, 256);
  std::vector<std::string> steps;
  std::map<std::string, std::int64_t> done;
  options.on_pass = [&](const std::string& name, std::int64_t) { steps.push_back(name); };
  options.on_pixels = [&](std::int64_t count) { done[steps.back()] += count; };
  options.keep_going = [&] { return steps.empty() || !steps.back().starts_with("learn "); };
  EXPECT_FALSE(run(options).complete) << "stopped while it learnt";
  EXPECT_EQ(steps.back(), "learn " + graph_.node(node).name);
  EXPECT_EQ(done[steps.back()], 1000) << "all of its parts";
  options.keep_going = [] { return true; };
  const EngineResult again = run(options);
  EXPECT_TRUE(again.complete);
  EXPECT_EQ(again.passes[0].result.units_kept, again.passes[0].result.units) << "no pixel is read again";
  EXPECT_EQ(again.models.at(node).at("row").size(), 10U);
}

TEST_F(Learners, AskForNoMoreThanThereIsForThem) { EXPECT_THROW(add(sampled(kMostSample + 1), {{noise_, 0}}), Error); }

}  // namespace
}  // namespace greisen
