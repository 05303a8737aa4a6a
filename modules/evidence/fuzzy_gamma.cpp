// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "evidence/registry.hpp"
#include "evidence/support/operators.hpp"

namespace greisen::evidence {
namespace {

struct Products {
  double product = 1;
  double complement = 1;  ///< product of 1 - μ
};

struct Operation {
  double gamma = 0.9;

  [[nodiscard]] Products start() const { return {}; }
  void add(Products& state, double mu, int) const {
    state.product *= mu;
    state.complement *= 1 - mu;
  }
  [[nodiscard]] double result(const Products& state) const {
    return std::pow(1 - state.complement, gamma) * std::pow(state.product, 1 - gamma);
  }
};

StepShape shape(const Request& request) {
  StepShape shape = operator_shape(request, "fuzzy_gamma", "fuzzy gamma", "An et al. 1991; Bonham-Carter 1994");
  shape.ns_per_pixel += 20;
  return shape;
}

}  // namespace

Step fuzzy_gamma() {
  return {.id = "fuzzy_gamma",
          .summary = "sum^gamma * product^(1 - gamma): between weakening (0) and strengthening (1)",
          .source = "An et al. 1991; Bonham-Carter 1994",
          .params = {{"gamma", ParamType::number, "0 is the product, 1 the algebraic sum", Value{0.9}, 0, 1},
                     missing_param()},
          .shape = shape,
          .apply = [](const Request& request,
                      const Model&) { return combine(missing_of(request), Operation{request.number("gamma")}); },
          .takes_memberships = true};
}

}  // namespace greisen::evidence
