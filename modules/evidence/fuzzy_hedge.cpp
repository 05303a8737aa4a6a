// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"
#include "evidence/support/operators.hpp"

namespace greisen::evidence {
namespace {

double square(double x) { return x * x; }

}  // namespace

Step fuzzy_hedge() {
  return {
      .id = "fuzzy_hedge",
      .summary = "sharpens a membership to its square (very) or softens it to its root (somewhat)",
      .source = "Bonham-Carter 1994",
      .params = {{"hedge", ParamType::word, "very: μ², somewhat: √μ", {}, {}, {}, {"very", "somewhat"}}},
      .shape = [](const Request& request) { return membership_shape(request, "fuzzy_hedge", "Bonham-Carter 1994"); },
      .apply = [](const Request& request, const Model&) -> TileFunction {
        if (request.text("hedge") == "very") return map_layers([](double x) { return square(membership(x)); });
        return map_layers([](double x) { return std::sqrt(membership(x)); });
      },
      .takes_memberships = true};
}

}  // namespace greisen::evidence
