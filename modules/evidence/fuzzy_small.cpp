// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"

namespace greisen::evidence {

Step fuzzy_small() {
  return {.id = "fuzzy_small",
          .summary = "membership 1 / (1 + (x / f2)^f1): small values speak for it",
          .source = "An et al. 1991; Bonham-Carter 1994",
          .params = {spread_param(5, 0.01, 100), midpoint_param()},
          .shape =
              [](const Request& request) {
                return membership_shape(request, "fuzzy_small", "An et al. 1991; Bonham-Carter 1994");
              },
          .apply =
              [](const Request& request, const Model&) {
                return map_layers(Small{{request.number("f1"), request.number("f2")}});
              }};
}

}  // namespace greisen::evidence
