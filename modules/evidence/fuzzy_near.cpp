// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"

namespace greisen::evidence {

Step fuzzy_near() {
  return {.id = "fuzzy_near",
          .summary = "membership 1 / (1 + f1 (x - f2)^2): values about f2 speak for it, with long tails",
          .source = "An et al. 1991; Bonham-Carter 1994",
          .params = {spread_param(0.1, 1e-12, 1e12), centre_param()},
          .shape =
              [](const Request& request) {
                return membership_shape(request, "fuzzy_near", "An et al. 1991; Bonham-Carter 1994");
              },
          .apply =
              [](const Request& request, const Model&) {
                return map_layers(Near{request.number("f1"), request.number("f2")});
              }};
}

}  // namespace greisen::evidence
