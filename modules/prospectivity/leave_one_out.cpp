// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "prospectivity/registry.hpp"
#include "prospectivity/support/fuzzy.hpp"
#include "step/arguments.hpp"

namespace greisen::prospectivity {
namespace {

FuzzyModel model_in(const Request& request) { return fuzzy_model_in(request, "leave_one_out", request.inputs.size()); }

/// The model without one membership, and the layers it takes.
struct Without {
  TileScore score;
  std::vector<int> layers;
};

std::vector<Without> each_left_out(const FuzzyModel& model) {
  std::vector<Without> all;
  const std::size_t count = model.family.size();
  for (std::size_t out = 0; out < count && count > 1; ++out) {
    Without one{score_of(model.without(out)), {}};
    for (std::size_t i = 0; i < count; ++i)
      if (i != out) one.layers.push_back(static_cast<int>(i));
    all.push_back(std::move(one));
  }
  return all;
}

/// `out` holds the full score and gets half the range.
void half_range(const std::vector<Without>& without, ConstTileView memberships, TileView out) {
  Tile lowest(1, out.rows, out.cols);
  Tile score(1, out.rows, out.cols);
  for (int row = 0; row < out.rows; ++row) std::ranges::copy(out.row(0, row), lowest.view().row(0, row).begin());
  for (const Without& one : without) {
    const Tile inputs = layers_of(memberships, one.layers);
    one.score(inputs.view(), score.view());
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        const float value = score.view().at(0, row, col);
        out.at(0, row, col) = std::max(out.at(0, row, col), value);
        lowest.view().at(0, row, col) = std::min(lowest.view().at(0, row, col), value);
      }
  }
  for (int row = 0; row < out.rows; ++row)
    for (int col = 0; col < out.cols; ++col)
      out.at(0, row, col) = (out.at(0, row, col) - lowest.view().at(0, row, col)) / 2;
}

}  // namespace

Step leave_one_out() {
  return {
      .id = "leave_one_out",
      .summary =
          "half the range of a fuzzy model's scores with each membership left out in turn and with all of "
          "them: how much the map hangs on any one layer",
      .source = "this project",
      .params = fuzzy_params(),
      .shape =
          [](const Request& request) {
            need_layers(request, "leave_one_out", 1);
            model_in(request);
            return StepShape{
                .kind = StepKind::point,
                .outputs = {{"leave_one_out", "1", "half the range of the score when one layer is left out",
                             "(max - min) / 2 of the scores with all evidence and with each left out", "this project"}},
                .ns_per_pixel = 30.0 * static_cast<double>(request.inputs.size())};
          },
      .apply = [](const Request& request, const Model&) -> TileFunction {
        const FuzzyModel model = model_in(request);
        return [full = score_of(model), without = each_left_out(model)](const TileIn& tile, TileView out) {
          full(tile.in, out);
          half_range(without, tile.in, out);
        };
      },
      .takes_memberships = true};
}

}  // namespace greisen::prospectivity
