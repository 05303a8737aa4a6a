// SPDX-License-Identifier: Apache-2.0
#include "prospectivity/registry.hpp"
#include "prospectivity/support/fuzzy.hpp"
#include "step/arguments.hpp"

namespace greisen::prospectivity {
namespace {

FuzzyModel model_in(const Request& request) { return fuzzy_model_in(request, "fuzzy_model", request.inputs.size()); }

}  // namespace

Step fuzzy_model() {
  return {.id = "fuzzy_model",
          .summary = "memberships combined within families, and the families with each other, to one score",
          .source = "An et al. 1991; Bonham-Carter 1994; weights: this project",
          .params = fuzzy_params(),
          .shape =
              [](const Request& request) {
                need_layers(request, "fuzzy_model", 1);
                model_in(request);
                return StepShape{
                    .kind = StepKind::point,
                    .outputs = {{"fuzzy_model", "1", "score of memberships, 0 to 1", {}, "Bonham-Carter 1994"}},
                    .ns_per_pixel = 18 * static_cast<double>(request.inputs.size()) + 10};
              },
          .apply = [](const Request& request, const Model&) -> TileFunction {
            return [score = score_of(model_in(request))](const TileIn& tile, TileView out) { score(tile.in, out); };
          },
          .takes_memberships = true};
}

}  // namespace greisen::prospectivity
