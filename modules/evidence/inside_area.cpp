// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "evidence/registry.hpp"
#include "evidence/support/layer_words.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {

Step inside_area() {
  return {.id = "inside_area",
          .summary = "keeps a layer where the second input (the area) is 1; missing elsewhere",
          .source = "this project",
          .params = {layer_param()},
          .shape =
              [](const Request& request) {
                need_layers(request, "inside_area", 2, 2);
                return StepShape{.kind = StepKind::point, .outputs = {named_layer(request)}, .ns_per_pixel = 1};
              },
          .apply = [](const Request&, const Model&) -> TileFunction {
            return [](const TileIn& tile, TileView out) {
              for (int row = 0; row < out.rows; ++row)
                for (int col = 0; col < out.cols; ++col)
                  out.at(0, row, col) = tile.in.at(1, row, col) > 0.5F ? tile.in.at(0, row, col) : kMissing;
            };
          }};
}

}  // namespace greisen::evidence
