// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

StepShape shape(const Request& request) {
  need_layers(request, "opposite", 1, 1);
  StepShape shape{.kind = StepKind::point, .ns_per_pixel = 1};
  for (Layer layer : request.inputs) {
    layer.name += "_opposite";
    layer.description = "the opposite of: " + layer.description;
    layer.formula = "-(" + layer.formula + ")";
    shape.outputs.push_back(std::move(layer));
  }
  return shape;
}

TileFunction apply(const Request&, const Model&) {
  return [](const TileIn& tile, TileView out) {
    for (int layer = 0; layer < out.layers; ++layer)
      for (int row = 0; row < out.rows; ++row)
        std::ranges::transform(tile.in.row(layer, row), out.row(layer, row).begin(),
                               [](float value) { return -value; });
  };
}

}  // namespace

Step opposite() {
  return {.id = "opposite",
          .summary =
              "what is high becomes low: filters for bright ground find the dark, as a null that has lines and edges",
          .source = "this project",
          .params = {},
          .shape = shape,
          .apply = apply};
}

}  // namespace greisen::filters
