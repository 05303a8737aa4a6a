// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "filters/registry.hpp"
#include "step/arguments.hpp"
#include "step/percentiles.hpp"

namespace greisen::filters {
namespace {

std::vector<double> percents_of(const Request& request) {
  std::vector<double> percents = {request.number("low_percent"), request.number("high_percent")};
  const auto& also = request.numbers("also");
  percents.insert(percents.end(), also.begin(), also.end());
  return percents;
}

StepShape shape(const Request& request) {
  need_layers(request, "rescale", 1);
  const std::vector<double> percents = percents_of(request);
  if (!(percents[0] < percents[1]))
    refuse("rescale", "low_percent", "is not below high_percent", "give a lower one, such as 2 and 98");
  if (percents.size() > kMostPercents)
    refuse("rescale", "also", "more than " + std::to_string(kMostPercents - 2) + " percents", "leave some out");
  const auto layers = static_cast<int>(request.inputs.size());
  StepShape shape{.kind = StepKind::learning, .folds = kPercentileFolds};
  shape.missing = layers == 1 ? MissingRule::any : MissingRule::own;
  for (const Layer& input : request.inputs)
    shape.outputs.push_back({input.name,
                             "1",
                             input.description.empty() ? input.name + ", stretched" : input.description + ", stretched",
                             {},
                             input.source});
  shape.partial_bytes = percentile_partial_bytes(layers, percents.size());
  shape.ns_per_pixel = 2 * layers;
  return shape;
}

Learner learner(const Request& request) {
  Learner learner = percentile_learner(static_cast<int>(request.inputs.size()), percents_of(request));
  learner.finish = [inner = learner.finish](int round, const Model& so_far, const Partial& total, const Watch& watch) {
    Model model = inner(round, so_far, total, watch);
    if (round + 1 < kPercentileFolds) return model;
    const auto layers = static_cast<int>(model.at("pixels").size());
    for (int layer = 0; layer < layers; ++layer)
      model.values["flat"].push_back(Stretch{percentile(model, layer, 0), percentile(model, layer, 1)}.flat() ? 1 : 0);
    return model;
  };
  return learner;
}

TileFunction apply(const Request& request, const Model& model) {
  std::vector<Stretch> stretches;
  for (int layer = 0; layer < static_cast<int>(request.inputs.size()); ++layer)
    stretches.push_back({percentile(model, layer, 0), percentile(model, layer, 1)});
  return [stretches](const TileIn& tile, TileView out) {
    for (int layer = 0; layer < out.layers; ++layer) {
      const Stretch stretch = stretches[static_cast<std::size_t>(layer)];
      for (int row = 0; row < out.rows; ++row) {
        const auto in = tile.in.row(layer, row);
        const auto to = out.row(layer, row);
        for (std::size_t i = 0; i < to.size(); ++i)
          to[i] = stretch.flat() ? kMissing : static_cast<float>(stretch(static_cast<double>(in[i])));
      }
    }
  };
}

}  // namespace

/// The model also holds, for each layer, `flat`: 1 where low and high fall together, so that the layer says nothing and
/// is missing everywhere.
Step rescale() {
  return {.id = "rescale",
          .summary = "robust stretch of each layer to 0-1 between two exact percentiles",
          .source = "Hyndman and Fan 1996 (type 7)",
          .params = {{"low_percent", ParamType::number, "percentile that becomes 0", Value{2.0}, 0, 100},
                     {"high_percent", ParamType::number, "percentile that becomes 1", Value{98.0}, 0, 100},
                     {"also", ParamType::numbers, "further percentiles to keep in the model",
                      Value{std::vector<double>{}}, 0, 100}},
          .shape = shape,
          .learner = learner,
          .apply = apply};
}

}  // namespace greisen::filters
