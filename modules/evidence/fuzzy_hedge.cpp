// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/membership.hpp"

namespace greisen::evidence {

Step fuzzy_hedge() {
  return {
      .id = "fuzzy_hedge",
      .summary = "sharpens a membership to its square (very) or softens it to its root (somewhat)",
      .source = "Bonham-Carter 1994",
      .params = {{"hedge", ParamType::word, "very: μ², somewhat: √μ", {}, {}, {}, {"very", "somewhat"}}},
      .shape = [](const Request& request) { return membership_shape(request, "fuzzy_hedge", "Bonham-Carter 1994"); },
      .apply = [](const Request& request, const Model&) -> TileFunction {
        if (request.text("hedge") == "very") return map_layers([](double x) { return x * x; });
        return map_layers([](double x) { return x >= 0 ? std::sqrt(x) : std::nan(""); });
      }};
}

}  // namespace greisen::evidence
