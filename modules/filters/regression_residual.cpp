// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "filters/support/covariance.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr double kLeastPixels = 20;

StepShape shape(const Request& request) {
  need_layers(request, "regression_residual", 2, 2);
  StepShape shape{.kind = StepKind::learning, .folds = 1};
  Layer layer = request.inputs[0];
  layer.name += "_residual";
  layer.description = "what " + request.inputs[1].name + " does not explain of " + request.inputs[0].name +
                      " by a straight line over the context";
  shape.outputs = {std::move(layer)};
  shape.partial_bytes = Covariance::sums(2) * sizeof(double);
  return shape;
}

Model finish(const Covariance& found) {
  if (found.pixels() < kLeastPixels)
    throw Error({"E4210",
                 "regression_residual: " + std::to_string(static_cast<long long>(found.pixels())) +
                     " pixels with both layers valid, at least 20 are needed",
                 {},
                 "take a larger area or a laxer mask"});
  const double spread = found.matrix()[3];
  const double slope = spread > 0 ? found.matrix()[1] / spread : 0;
  Model model;
  model.values["pixels"] = {found.pixels()};
  model.values["slope"] = {slope};
  model.values["intercept"] = {found.mean()[0] - slope * found.mean()[1]};
  return model;
}

Learner learner(const Request&) { return covariance_learner(2, finish); }

TileFunction apply(const Request&, const Model& model) {
  return [slope = model.at("slope").front(), intercept = model.at("intercept").front()](const TileIn& tile,
                                                                                        TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col)  // missing in either: NaN
        out.at(0, row, col) = static_cast<float>(static_cast<double>(tile.in.at(0, row, col)) -
                                                 (intercept + slope * static_cast<double>(tile.in.at(1, row, col))));
  };
}

}  // namespace

Step regression_residual() {
  return {.id = "regression_residual",
          .summary = "a layer less what another explains of it: an index without its share of green cover",
          .source = "ordinary least squares over the judged pixels of the context",
          .params = {},
          .shape = shape,
          .learner = learner,
          .apply = apply};
}

}  // namespace greisen::filters
