// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "evidence/registry.hpp"
#include "evidence/support/operators.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {
namespace {

struct Logs {
  double product = 0;     ///< Σ w ln μ
  double complement = 0;  ///< Σ w ln(1 − μ)
  double weight = 0;      ///< Σ w of the layers there are
};

/// v_i = w_i / Σw over the layers there are; PROD = Π μ_i^v_i, SUM = 1 − Π (1 − μ_i)^v_i. Equal μ give μ.
struct Operation {
  std::vector<double> weights;
  double gamma = 0.9;
  double floor = 0.01;
  double cap = 0.99;

  [[nodiscard]] Logs start() const { return {}; }
  void add(Logs& state, double mu, int layer) const {
    const double weight = weights[static_cast<std::size_t>(layer)];
    const double held = std::clamp(mu, floor, cap);
    state.product += weight * std::log(held);
    state.complement += weight * std::log1p(-held);
    state.weight += weight;
  }
  [[nodiscard]] double result(const Logs& state) const {
    const double product = state.product / state.weight;
    const double sum = -std::expm1(state.complement / state.weight);
    return std::exp((1 - gamma) * product + gamma * std::log(sum));
  }
};

StepShape shape(const Request& request) {
  const auto& weights = request.numbers("weights");
  StepShape shape =
      operator_shape(request, "weighted_gamma", "weighted fuzzy gamma", "this project, after Bonham-Carter 1994");
  if (weights.size() != request.inputs.size())
    refuse("weighted_gamma", "weights",
           std::to_string(weights.size()) + " for " + std::to_string(request.inputs.size()) + " layers",
           "give one per layer");
  if (!(std::accumulate(weights.begin(), weights.end(), 0.0) > 0))
    refuse("weighted_gamma", "weights", "all are 0", "give at least one above 0");
  if (!(request.number("floor") < request.number("cap")))
    refuse("weighted_gamma", "floor", "is not below cap", "give a lower one, such as 0.01 and 0.99");
  shape.ns_per_pixel = 16 * static_cast<double>(weights.size()) + 5;
  return shape;
}

TileFunction apply(const Request& request, const Model&) {
  return combine(missing_of(request), Operation{request.numbers("weights"), request.number("gamma"),
                                                request.number("floor"), request.number("cap")});
}

}  // namespace

Step weighted_gamma() {
  return {
      .id = "weighted_gamma",
      .summary = "fuzzy gamma with weights that add up to 1, so that the number of layers does not drift the result",
      .source = "this project, after Bonham-Carter 1994",
      .params = {{"weights", ParamType::numbers, "one per layer; only their ratios matter, 0 drops out", {}, 0, 1e6},
                 {"gamma", ParamType::number, "0 is the weighted product, 1 the weighted sum", Value{0.9}, 0, 1},
                 {"floor", ParamType::number, "memberships are held above; keeps one 0 from deciding all", Value{0.01},
                  1e-9, 1},
                 {"cap", ParamType::number, "memberships are held below", Value{0.99}, 0, 1 - 1e-9},
                 missing_param()},
      .shape = shape,
      .apply = apply,
      .takes_memberships = true};
}

}  // namespace greisen::evidence
