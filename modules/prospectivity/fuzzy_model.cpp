// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>
#include <vector>

#include "prospectivity/registry.hpp"
#include "prospectivity/support/fuzzy.hpp"
#include "step/arguments.hpp"

namespace greisen::prospectivity {
namespace {

FuzzyModel model_in(const Request& request) { return fuzzy_model_in(request, "fuzzy_model", request.inputs.size()); }

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

/// Half the range of `full` and of the scores without each.
void half_range(const std::vector<Without>& without, ConstTileView memberships, ConstTileView full, TileView out) {
  Tile lowest(1, out.rows, out.cols);
  Tile score(1, out.rows, out.cols);
  for (int row = 0; row < out.rows; ++row) {
    std::ranges::copy(full.row(0, row), lowest.view().row(0, row).begin());
    std::ranges::copy(full.row(0, row), out.row(0, row).begin());
  }
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

StepShape shape(const Request& request) {
  need_layers(request, "fuzzy_model", 1);
  model_in(request);
  const auto layers = static_cast<double>(request.inputs.size());
  StepShape shape{.kind = StepKind::point,
                  .outputs = {{"fuzzy_model", "1", "score of memberships, 0 to 1", {}, "Bonham-Carter 1994"}},
                  .ns_per_pixel = 18 * layers + 10};
  if (request.boolean("uncertainty")) {
    shape.outputs.push_back({"uncertainty", "1", "half the range of the score when one layer is left out",
                             "(max - min) / 2 of the scores with all evidence and with each left out", "this project"});
    shape.ns_per_pixel += 30 * layers;
  }
  return shape;
}

TileFunction apply(const Request& request, const Model&) {
  const FuzzyModel model = model_in(request);
  const TileScore full = score_of(model);
  if (!request.boolean("uncertainty")) return [full](const TileIn& tile, TileView out) { full(tile.in, out); };
  return [full, without = each_left_out(model)](const TileIn& tile, TileView out) {
    full(tile.in, out.layer(0));
    half_range(without, tile.in, ConstTileView(out.layer(0)), out.layer(1));
  };
}

}  // namespace

Step fuzzy_model() {
  return {.id = "fuzzy_model",
          .summary = "memberships combined within families, and the families with each other, to one score",
          .source = "An et al. 1991; Bonham-Carter 1994; weights: this project",
          .params = fuzzy_params(),
          .shape = shape,
          .apply = apply,
          .takes_memberships = true};
}

}  // namespace greisen::prospectivity
