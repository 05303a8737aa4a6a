// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"
#include "step/arguments.hpp"
#include "step/percentiles.hpp"

namespace greisen::evidence {
namespace {

/// Where the midpoint falls on the low end, as that of a layer which is mostly one value does: a step just above it.
constexpr double kStepMidpoint = 1e-3;
/// Where it falls below the low end, that moves down until the midpoint has this place on the stretch.
constexpr double kLeastMidpoint = 0.05;

std::vector<double> percents_of(const Request& request) {
  return {request.number("low_percent"), request.number("high_percent"), request.number("f2_percentile")};
}

StepShape shape(const Request& request) {
  if (!(request.number("low_percent") < request.number("high_percent")))
    refuse("rescaled_membership", "low_percent", "is not below high_percent", "give a lower one, such as 2 and 98");
  StepShape shape = membership_shape(request, "rescaled_membership", "this project, after An et al. 1991");
  shape.kind = StepKind::learning;
  shape.folds = kPercentileFolds;
  const auto layers = static_cast<int>(request.inputs.size());
  shape.partial_bytes = percentile_partial_bytes(layers, 3);
  shape.ns_per_pixel = 10 * layers;
  return shape;
}

/// Memberships of ratios to the midpoint have no place for one at or below 0.
bool is_ratio(std::string_view type) { return type == "large" || type == "small"; }

/// The stretch of a layer, with a low end below the midpoint (which is in the layer's unit).
Stretch with_midpoint(Stretch stretch, double midpoint) {
  if (midpoint < stretch.low)
    stretch.low = midpoint - kLeastMidpoint / (1 - kLeastMidpoint) * (stretch.high - midpoint);
  return stretch;
}

/// Adds to the percentiles `low` and `high`, the ends of the stretch, `f2`, the midpoint on it (beyond 1 where it was
/// asked above the high end), and `flat`, 1 for a layer that does not vary.
Learner learner(const Request& request) {
  Learner learner = percentile_learner(static_cast<int>(request.inputs.size()), percents_of(request));
  learner.finish = [inner = learner.finish, ratio = is_ratio(request.text("type")),
                    least = request.number("midpoint_least"), most = request.number("midpoint_most")](
                       int round, const Model& so_far, const Partial& total, const Watch& watch) {
    Model model = inner(round, so_far, total, watch);
    if (round + 1 < kPercentileFolds) return model;
    const auto layers = static_cast<int>(model.at("pixels").size());
    for (int layer = 0; layer < layers; ++layer) {
      const Stretch between{percentile(model, layer, 0), percentile(model, layer, 1)};
      const double midpoint = std::clamp(percentile(model, layer, 2), least, std::max(least, most));
      const Stretch stretch = ratio ? with_midpoint(between, midpoint) : between;
      const double f2 = stretch.open(midpoint);
      model.values["flat"].push_back(between.flat() ? 1 : 0);
      model.values["low"].push_back(stretch.low);
      model.values["high"].push_back(stretch.high);
      model.values["f2"].push_back(between.flat() ? 1 : (ratio && f2 <= 0 ? kStepMidpoint : f2));
    }
    return model;
  };
  return learner;
}

/// Of the open stretch: what lies beyond the percentiles keeps its order, and a midpoint there its place.
template <class Function>
void map_stretched(ConstTileView in, int layer, const Stretch& stretch, const Function& function, TileView out) {
  map_layer(
      in, layer, [&](double x) { return function(stretch.open(x)); }, out);
}

void apply_layer(ConstTileView in, int layer, const Stretch& stretch, const std::string& type, double f1, double f2,
                 TileView out) {
  if (stretch.flat())
    map_layer(
        in, layer, [](double) { return std::nan(""); }, out);
  else if (type == "large")
    map_stretched(in, layer, stretch, Large{{f1, f2}}, out);
  else if (type == "small")
    map_stretched(in, layer, stretch, Small{{f1, f2}}, out);
  else if (type == "gaussian")
    map_stretched(in, layer, stretch, Gaussian{f1, f2}, out);
  else if (type == "near")
    map_stretched(in, layer, stretch, Near{f1, f2}, out);
  else
    map_stretched(in, layer, stretch, Linear{}, out);
}

TileFunction apply(const Request& request, const Model& model) {
  std::vector<Stretch> stretches;
  for (int layer = 0; layer < static_cast<int>(request.inputs.size()); ++layer)
    stretches.push_back(
        {model.at("low")[static_cast<std::size_t>(layer)], model.at("high")[static_cast<std::size_t>(layer)]});
  return [stretches, f2 = model.at("f2"), type = request.text("type"), f1 = request.number("f1")](const TileIn& tile,
                                                                                                  TileView out) {
    for (int layer = 0; layer < out.layers; ++layer) {
      const auto number = static_cast<std::size_t>(layer);
      apply_layer(tile.in, layer, stretches[number], type, f1, f2[number], out);
    }
  };
}

}  // namespace

/// A layer that does not vary between the two percentiles says nothing: it is missing everywhere and the model has flat
/// = 1.
Step rescaled_membership() {
  return {
      .id = "rescaled_membership",
      .summary = "stretches each layer to 0-1 between exact percentiles, then a membership with its midpoint at one",
      .source = "An et al. 1991; Bonham-Carter 1994; rescaling: this project",
      .params = {{"type",
                  ParamType::word,
                  "which values speak for it; linear takes the stretch as it is",
                  Value{std::string("large")},
                  {},
                  {},
                  {"large", "small", "linear", "gaussian", "near"}},
                 spread_param(5, 0.01, 1e6),
                 {"f2_percentile", ParamType::number, "percentile of the layer that is the midpoint, at any place",
                  Value{90.0}, 0, 100},
                 {"midpoint_least", ParamType::number,
                  "the midpoint is no lower than this, in the layer's unit; it goes before midpoint_most", Value{-1e12},
                  -1e12, 1e12},
                 {"midpoint_most", ParamType::number, "the midpoint is no higher than this, in the layer's unit",
                  Value{1e12}, -1e12, 1e12},
                 {"low_percent", ParamType::number, "percentile that becomes 0", Value{2.0}, 0, 100},
                 {"high_percent", ParamType::number, "percentile that becomes 1", Value{98.0}, 0, 100}},
      .shape = shape,
      .learner = learner,
      .apply = apply};
}

}  // namespace greisen::evidence
