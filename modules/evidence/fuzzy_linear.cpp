// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {
namespace {

StepShape shape(const Request& request) {
  if (!(std::abs(request.number("max") - request.number("min")) > 0))
    refuse("fuzzy_linear", "max", "is equal to min",
           "give two different values; max below min lets the membership fall");
  return membership_shape(request, "fuzzy_linear", "Bonham-Carter 1994");
}

}  // namespace

Step fuzzy_linear() {
  return {.id = "fuzzy_linear",
          .summary = "membership that rises in a straight line, or falls where max < min",
          .source = "Bonham-Carter 1994",
          .params = {{"min", ParamType::number, "value with membership 0, in the layer's unit", {}, -1e12, 1e12},
                     {"max", ParamType::number, "value with membership 1, in the layer's unit", {}, -1e12, 1e12}},
          .shape = shape,
          .apply = [](const Request& request, const Model&) {
            return map_layers(Linear{request.number("min"), request.number("max")});
          }};
}

}  // namespace greisen::evidence
