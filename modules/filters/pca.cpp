// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "filters/registry.hpp"
#include "filters/support/components.hpp"
#include "filters/support/covariance.hpp"
#include "filters/support/weighted_sums.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr std::size_t kMostBands = 512;

std::size_t components_of(const Request& request) {
  const auto wanted = static_cast<std::size_t>(request.integer("components"));
  return wanted == 0 ? request.inputs.size() : wanted;
}

std::string unit_of(const Request& request) {
  const std::string& first = request.inputs.front().unit;
  const bool same = std::ranges::all_of(request.inputs, [&](const Layer& layer) { return layer.unit == first; });
  return same && !by_correlation(request) ? first : "1";
}

StepShape shape(const Request& request) {
  need_layers(request, "pca", 2, static_cast<int>(kMostBands));
  const std::size_t bands = request.inputs.size();
  if (components_of(request) > bands)
    refuse("pca", "components", std::to_string(components_of(request)) + " of " + std::to_string(bands) + " bands",
           "give 0 for all, or at most the number of bands");
  StepShape shape{.kind = StepKind::learning, .folds = 1};
  for (std::size_t k = 1; k <= components_of(request); ++k)
    shape.outputs.push_back(
        {"pc" + std::to_string(k),
         unit_of(request),
         "principal component " + std::to_string(k) + " (" + request.text("matrix") + ") of " + input_names(request),
         {},
         "Richards 2013"});
  shape.scratch_bytes = weighted_sums_bytes(bands) + bands * 512 * sizeof(double);
  shape.partial_bytes = Covariance::sums(bands) * sizeof(double);
  shape.ns_per_pixel = 0.22 * static_cast<double>(bands * components_of(request)) + 2;
  return shape;
}

Learner learner(const Request& request) {
  return components_learner("pca", request, [](const Components& components, Model& model) {
    double sum = 0;
    for (const double value : components.values) sum += value;
    for (const double value : components.values) model.values["variance_percent"].push_back(100 * value / sum);
  });
}

TileFunction apply(const Request& request, const Model& model) {
  std::vector<double> weights = model.at("loadings");
  const std::vector<double>& mean = model.at("mean");
  if (by_correlation(request))
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] /= model.at("std")[i % mean.size()];
  return [mean, weights](const TileIn& tile, TileView out) { weighted_sums(tile.in, mean, weights, out); };
}

}  // namespace

Step pca() {
  return {.id = "pca",
          .summary = "principal components: uncorrelated sums of bands in order of falling variance",
          .source = "Richards 2013; Chan, Golub and LeVeque 1983",
          .params = {{"components", ParamType::integer, "how many to write; 0 for all", Value{std::int64_t{0}}, 0, 512},
                     matrix_param("covariance keeps physical contrast; correlation is for bands of different units")},
          .shape = shape,
          .learner = learner,
          .apply = apply};
}

}  // namespace greisen::filters
