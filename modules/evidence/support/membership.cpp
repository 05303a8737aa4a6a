// SPDX-License-Identifier: Apache-2.0
#include "evidence/support/membership.hpp"

#include "step/arguments.hpp"
#include "step/moments.hpp"

namespace greisen::evidence {
namespace {

constexpr double kLeastSpread = 1e-12;

bool learns(const Request& request) { return request.text("statistics") == "learnt"; }

}  // namespace

StepShape membership_shape(const Request& request, std::string_view step, std::string_view source) {
  need_layers(request, step, 1);
  StepShape shape;
  shape.missing = request.inputs.size() == 1 ? MissingRule::any : MissingRule::own;  // each layer for itself
  for (const Layer& input : request.inputs) {
    const std::string& what = input.description.empty() ? input.name : input.description;
    shape.outputs.push_back({input.name, "1", "membership 0-1 of " + what, {}, std::string(source)});
  }
  shape.ns_per_pixel = 10 * static_cast<double>(request.inputs.size());
  return shape;
}

Param spread_param(double fallback, double minimum, double maximum) {
  return {"f1", ParamType::number, "spread: how steep the membership is", Value{fallback}, minimum, maximum};
}
Param midpoint_param() {
  return {"f2", ParamType::number, "midpoint: where the membership is 0.5, in the layer's unit",
          {},   kLeastSpread,      1e12};
}
Param centre_param() {
  return {"f2", ParamType::number, "centre: where the membership is 1, in the layer's unit", {}, -1e12, 1e12};
}

std::vector<Param> ms_params() {
  return {{"a", ParamType::number, "multiple of the mean", Value{1.0}, -1e6, 1e6},
          {"b", ParamType::number, "multiple of the standard deviation", Value{1.0}, 1e-6, 1e6},
          {"statistics",
           ParamType::word,
           "mean and std: learnt from each layer, or as given",
           Value{std::string("learnt")},
           {},
           {},
           {"learnt", "given"}},
          {"mean", ParamType::number, "where statistics are given", Value{0.0}, -1e12, 1e12},
          {"std", ParamType::number, "where statistics are given", Value{1.0}, kLeastSpread, 1e12}};
}

StepShape ms_shape(const Request& request, std::string_view step) {
  StepShape shape = membership_shape(request, step, "Bonham-Carter 1994");
  if (!learns(request)) return shape;
  shape.kind = StepKind::learning;
  shape.folds = 1;
  shape.partial_bytes = moments_partial_bytes(static_cast<int>(request.inputs.size()));
  return shape;
}

Learner ms_learner(const Request& request) { return moments_learner(static_cast<int>(request.inputs.size())); }

std::vector<MeanAndDeviation> ms_values(const Request& request, const Model& model) {
  const double a = request.number("a");
  const double b = request.number("b");
  std::vector<MeanAndDeviation> values;
  for (std::size_t layer = 0; layer < request.inputs.size(); ++layer)
    values.push_back(learns(request) ? MeanAndDeviation{a * model.at("mean")[layer], b * model.at("std")[layer]}
                                     : MeanAndDeviation{a * request.number("mean"), b * request.number("std")});
  return values;
}

}  // namespace greisen::evidence
