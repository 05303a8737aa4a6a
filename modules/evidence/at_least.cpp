// SPDX-License-Identifier: Apache-2.0
#include "evidence/registry.hpp"
#include "evidence/support/layer_words.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {

Step at_least() {
  return {.id = "at_least",
          .summary = "1 where a layer has a value or more, else 0, also where it is missing",
          .source = "this project",
          .params = {{"least", ParamType::number, "of the layer, in its unit"},
                     layer_param(),
                     {"classes", ParamType::words, "what 0 and 1 mean",
                      Value{std::vector<std::string>{"less", "at least"}}}},
          .shape =
              [](const Request& request) {
                need_layers(request, "at_least", 1, 1);
                Layer layer = named_layer(request);
                layer.unit = "1";
                const auto& classes = request.words("classes");
                if (classes.size() != 2) refuse("at_least", "classes", "are not two words", "say what 0 and 1 mean");
                layer.classes = {{0, classes[0]}, {1, classes[1]}};
                return StepShape{
                    .kind = StepKind::point, .outputs = {layer}, .missing = MissingRule::own, .ns_per_pixel = 1};
              },
          .apply = [](const Request& request, const Model&) -> TileFunction {
            return [least = static_cast<float>(request.number("least"))](const TileIn& tile, TileView out) {
              for (int row = 0; row < out.rows; ++row)
                for (int col = 0; col < out.cols; ++col)
                  out.at(0, row, col) = tile.in.at(0, row, col) >= least ? 1.0F : 0.0F;
            };
          }};
}

}  // namespace greisen::evidence
