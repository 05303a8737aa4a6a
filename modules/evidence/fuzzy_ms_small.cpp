// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"

namespace greisen::evidence {

/// Learns mean and standard deviation of each layer unless they are given.
Step fuzzy_ms_small() {
  return {.id = "fuzzy_ms_small",
          .summary = "membership 1 up to a·mean, then b·s / (x - a·mean + b·s)",
          .source = "Bonham-Carter 1994",
          .params = ms_params(),
          .shape = [](const Request& request) { return ms_shape(request, "fuzzy_ms_small"); },
          .learner = ms_learner,
          .apply = ms_apply<MsSmall>};
}

}  // namespace greisen::evidence
