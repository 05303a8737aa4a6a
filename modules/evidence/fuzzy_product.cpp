// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "evidence/registry.hpp"
#include "evidence/support/operators.hpp"

namespace greisen::evidence {
namespace {

struct Operation {
  [[nodiscard]] double start() const { return 1; }
  void add(double& state, double mu, int) const { state *= mu; }
  [[nodiscard]] double result(double state) const { return state; }
};

}  // namespace

Step fuzzy_product() {
  return {.id = "fuzzy_product",
          .summary = "product of the memberships: they weaken each other",
          .source = "An et al. 1991; Bonham-Carter 1994",
          .params = {missing_param()},
          .shape =
              [](const Request& request) {
                return operator_shape(request, "fuzzy_product", "product of memberships",
                                      "An et al. 1991; Bonham-Carter 1994");
              },
          .apply = [](const Request& request, const Model&) { return combine(missing_of(request), Operation{}); },
          .takes_memberships = true};
}

}  // namespace greisen::evidence
