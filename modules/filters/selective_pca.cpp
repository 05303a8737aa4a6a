// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "filters/registry.hpp"
#include "filters/support/components.hpp"
#include "filters/support/covariance.hpp"
#include "filters/support/feature_component.hpp"
#include "filters/support/weighted_sums.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

std::size_t place_of(const Request& request, const std::string& parameter) {
  const std::string& name = request.text(parameter);
  const auto found = std::ranges::find(request.inputs, name, &Layer::name);
  if (found == request.inputs.end())
    refuse("selective_pca", parameter, "there is no input layer '" + name + "'", "name one of the input's layers");
  return static_cast<std::size_t>(found - request.inputs.begin());
}

StepShape shape(const Request& request) {
  need_layers(request, "selective_pca", 2, 6);
  if (place_of(request, "reflective") == place_of(request, "absorbing"))
    refuse("selective_pca", "absorbing", "it is the reflective band too", "name two different bands");
  StepShape shape{.kind = StepKind::learning, .folds = 1};
  shape.outputs = {{"selective_pca",
                    by_correlation(request) ? "1" : request.inputs.front().unit,
                    "component of " + input_names(request) + " in which " + request.text("reflective") + " and " +
                        request.text("absorbing") + " stand against each other; bright: absorbs in the latter",
                    {},
                    "Crósta and Moore 1989; Loughlin 1991"}};
  shape.scratch_bytes = weighted_sums_bytes(request.inputs.size());
  shape.partial_bytes = Covariance::sums(request.inputs.size()) * sizeof(double);
  shape.ns_per_pixel = 3;
  return shape;
}

Learner learner(const Request& request) {
  return components_learner("selective_pca", request, [request](const Components& components, Model& model) {
    const FeatureComponent chosen = feature_component(components, request.inputs.size(),
                                                      place_of(request, "reflective"), place_of(request, "absorbing"));
    model.values["chosen"] = {static_cast<double>(chosen.number)};
    model.values["strength"] = {chosen.strength};
    model.values["turned"] = {chosen.turned ? 1.0 : 0.0};
    model.values["weights"] = chosen.loadings;
  });
}

TileFunction apply(const Request& request, const Model& model) {
  std::vector<double> weights = model.at("weights");
  const std::vector<double>& mean = model.at("mean");
  if (by_correlation(request))
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] /= model.at("std")[i];
  return [mean, weights](const TileIn& tile, TileView out) {
    if (!weights.empty()) return weighted_sums(tile.in, mean, weights, out);
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(0, row), kMissing);
  };
}

}  // namespace

Step selective_pca() {
  return {.id = "selective_pca",
          .summary = "the principal component that sets a reflective against an absorbing band (Crósta technique)",
          .source = "Crósta and Moore 1989; Loughlin 1991; the rule of choice is this project's",
          .params = {{"reflective", ParamType::text, "layer in which the mineral reflects"},
                     {"absorbing", ParamType::text, "layer in which it absorbs"},
                     matrix_param("covariance, as Crósta and Loughlin have it, or correlation")},
          .shape = shape,
          .learner = learner,
          .apply = apply};
}

}  // namespace greisen::filters
