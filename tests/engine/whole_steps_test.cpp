// SPDX-License-Identifier: Apache-2.0
// Steps that see the whole raster: what they make can stand in any sinks, beside anything.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/engine.hpp"
#include "support/engine_steps.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::noise_raster;
using testing::options_for;
using testing::pixels_of;
using testing::plain_grid;
using testing::sum;
using testing::TempFolder;

/// Two outputs: the row's number where the input is not missing, the column's number everywhere; a row for each 100
/// rows of the grid; learns the number of pixels first, where it is to.
Step rows_and_columns(int folds = 0) {
  Step step;
  step.id = "test_rows_and_columns";
  step.shape = [folds](const Request&) {
    StepShape shape{
        .kind = StepKind::whole, .outputs = {{"row"}, {"column"}}, .missing = MissingRule::own, .folds = folds};
    shape.ns_per_pixel = 1000;
    shape.table = FeatureTable{"hundreds", FeatureTable::Geometry::point, {{"row"}}};
    return shape;
  };
  if (folds > 0)
    step.learner = [](const Request&) {
      Learner learner;
      learner.exact = true;
      learner.start = [](int, const Model&) { return Partial{{}, {0}}; };
      learner.fold = [](int, const Model&, const TileIn& cell, Partial& into) {
        into.counts[0] += static_cast<std::uint64_t>(cell.window.pixels());
      };
      learner.merge = [](Partial& into, const Partial& other) { into.counts[0] += other.counts[0]; };
      learner.finish = [](int, const Model&, const Partial& total, const Watch&) {
        Model model;
        model.values["pixels"] = {static_cast<double>(total.counts[0])};
        return model;
      };
      return learner;
    };
  step.whole = [](const Request&, const Model& model) {
    const double pixels = model.values.empty() ? 0 : model.at("pixels")[0];
    return [pixels](const WholeIo& io) {
      const int cols = static_cast<int>(io.grid.cols);
      Tile in(1, 1, cols);
      Tile column(1, 1, cols);
      for (int col = 0; col < cols; ++col) column.view().at(0, 0, col) = static_cast<float>(col);
      for (std::int64_t row = 0; row < io.grid.rows; ++row) {
        if (!io.keep_going()) return;
        const Window window{0, row, io.grid.cols, 1};
        io.read(0, window, in.view());
        for (float& value : in.view().row(0, 0)) value = std::isnan(value) ? kMissing : static_cast<float>(row);
        io.write(1, window, column.view());
        io.write(0, window, in.view());
        if (row % 100 == 0) io.emit({{{{{0.0, static_cast<double>(row)}}}}, {pixels}});
        io.progress(window.pixels());
      }
    };
  };
  return step;
}

class WholeSteps : public ::testing::Test {
 protected:
  WholeSteps() : graph_(grid_, 42) {
    noise_ = graph_.add_source("noise", noise_raster(grid_, 2), "noise");
    total_ = graph_.add_step("total", sum(), {}, graph_.all_ports(noise_));
  }

  /// What each sink holds, layer by layer.
  std::vector<std::vector<float>> run(const EngineOptions& options) {
    result_ = run_graph(graph_, std::vector<bool>(graph_.sinks().size(), true), options);
    EXPECT_TRUE(result_.complete);
    std::vector<std::vector<float>> sinks;
    for (int i = 0; i < static_cast<int>(graph_.sinks().size()); ++i) sinks.push_back(pixels_of(result_, graph_, i));
    return sinks;
  }
  [[nodiscard]] std::size_t place(int layer, int row, int col) const {
    return static_cast<std::size_t>((static_cast<std::int64_t>(layer) * grid_.rows + row) * grid_.cols + col);
  }

  TempFolder folder_;
  const Grid grid_ = plain_grid(700, 530);
  Graph graph_;
  int noise_ = 0;
  int total_ = 0;
  EngineResult result_;
};

TEST_F(WholeSteps, OutputsGoToAsManySinksAsAreWanted) {
  const int whole = graph_.add_step("whole", rows_and_columns(), {}, {{total_, 0}});
  graph_.add_sink("rows", {{whole, 0}});
  graph_.add_sink("columns", {{whole, 1}});
  graph_.add_sink("rows again", {{whole, 0}});
  graph_.add_sink("mixed", {{total_, 0}, {whole, 1}, {noise_, 0}});
  graph_.add_sink("total", {{total_, 0}});
  const auto sinks = run(options_for(folder_, 2, 256));
  for (int row = 0; row < 530; ++row)
    for (int col = 0; col < 700; ++col) {
      const float total = sinks[4][place(0, row, col)];
      const float expected = std::isnan(total) ? kMissing : static_cast<float>(row);
      const auto same = [](float a, float b) { return (std::isnan(a) && std::isnan(b)) || a == b; };
      ASSERT_TRUE(same(sinks[0][place(0, row, col)], expected)) << row << " " << col;
      ASSERT_EQ(sinks[1][place(0, row, col)], static_cast<float>(col));
      ASSERT_TRUE(same(sinks[2][place(0, row, col)], expected));
      ASSERT_TRUE(same(sinks[3][place(0, row, col)], total));
      ASSERT_EQ(sinks[3][place(1, row, col)], static_cast<float>(col));
    }
}

/// An input that a later pass alone writes would be read before it is there.
TEST_F(WholeSteps, InputsAreThereThoughTheirSinkIsWrittenLater) {
  const int first = graph_.add_step("first", rows_and_columns(), {}, {{total_, 0}});
  graph_.add_sink("late", {{total_, 0}, {first, 1}});
  const int second = graph_.add_step("second", rows_and_columns(), {}, {{total_, 0}});
  graph_.add_sink("second", {{second, 0}});
  const auto sinks = run(options_for(folder_, 2, 256));
  std::size_t measured = 0;
  for (const float value : sinks[1]) measured += std::isnan(value) ? 0U : 1U;
  EXPECT_GT(measured, 300'000U);
}

TEST_F(WholeSteps, LearnFirstAndEmitRows) {
  const int whole = graph_.add_step("whole", rows_and_columns(1), {}, {{total_, 0}});
  graph_.add_sink("columns", {{whole, 1}});
  EngineOptions options = options_for(folder_, 2, 256);
  std::int64_t pixels = 0;
  std::vector<std::string> passes;
  options.on_pixels = [&](std::int64_t count) { pixels += count; };
  options.on_pass = [&](const std::string& name, std::int64_t) { passes.push_back(name); };
  options.threads = 1;
  run(options);
  const std::vector<FeatureRow>& rows = result_.features.at(whole);
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[5].parts[0].vertices[0][1], 500);
  EXPECT_EQ(rows[0].values[0], 700 * 530);
  EXPECT_EQ(passes, (std::vector<std::string>{"read noise + learn 1 + write 1", "whole", "write 1"}));
  EXPECT_EQ(pixels, 3 * 700 * 530);
}

TEST_F(WholeSteps, AreStoppedAndBegunAnewToTheSameBytes) {
  const int whole = graph_.add_step("whole", rows_and_columns(), {}, {{total_, 0}});
  graph_.add_sink("rows", {{whole, 0}});
  EngineOptions options = options_for(folder_, 1, 256);
  bool at_work = false;
  int asked = 0;
  options.on_pass = [&](const std::string& name, std::int64_t) { at_work = name == "whole"; };
  options.keep_going = [&] { return !at_work || ++asked < 100; };
  EXPECT_FALSE(run_graph(graph_, {true}, options).complete);
  EXPECT_EQ(asked, 101) << "asked row by row, and once more whether the step came to its end";
  options.keep_going = [] { return true; };
  const auto stopped = run(options);
  const TempFolder other;
  const auto whole_run = run(options_for(other, 2, 128));
  for (std::size_t i = 0; i < stopped[0].size(); ++i)
    ASSERT_TRUE(stopped[0][i] == whole_run[0][i] || (std::isnan(stopped[0][i]) && std::isnan(whole_run[0][i]))) << i;
}

TEST_F(WholeSteps, ArePartOfThePlan) {
  const int whole = graph_.add_step("whole", rows_and_columns(), {}, {{total_, 0}});
  graph_.add_sink("rows", {{whole, 0}});
  const std::vector<PassEstimate> plan = estimate_graph(graph_, {true}, options_for(folder_, 2, 256));
  ASSERT_EQ(plan.size(), 3U);
  EXPECT_EQ(plan[1].name, "whole");
  // 371 000 pixels of 1000 ns each on one core, and a little for scratch
  EXPECT_NEAR(plan[1].seconds, 0.371, 0.004);
  EXPECT_EQ(plan[1].scratch_bytes, 2U * 371'000U * 4U);
}

}  // namespace
}  // namespace greisen
