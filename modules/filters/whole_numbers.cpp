// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <span>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {

Step whole_numbers() {
  return {.id = "whole_numbers",
          .summary = "rounds to whole numbers that fit a file's type; what would look like nodata moves by one",
          .source = "this project",
          .params = {{"least", ParamType::number, "smallest value of the type"},
                     {"most", ParamType::number, "largest value of the type"},
                     {"nodata", ParamType::number, "value that means missing"}},
          .shape =
              [](const Request& request) {
                need_layers(request, "whole_numbers", 1);
                if (!(request.number("least") < request.number("most")))
                  refuse("whole_numbers", "most", "is not above least", "give the range of the file's type");
                return StepShape{
                    .kind = StepKind::point, .outputs = request.inputs, .missing = MissingRule::own, .ns_per_pixel = 1};
              },
          .apply = [](const Request& request, const Model&) -> TileFunction {
            const auto least = static_cast<float>(request.number("least"));
            const auto most = static_cast<float>(request.number("most"));
            const auto nodata = static_cast<float>(request.number("nodata"));
            const float beside = nodata < most ? nodata + 1 : nodata - 1;
            return [=](const TileIn& tile, TileView out) {
              for (int layer = 0; layer < out.layers; ++layer)
                for (int row = 0; row < out.rows; ++row) {
                  const std::span<const float> from = tile.in.row(layer, row);
                  const std::span<float> to = out.row(layer, row);
                  for (std::size_t col = 0; col < to.size(); ++col) {
                    const float rounded = std::floor(from[col] + 0.5F);
                    const float kept = rounded < least ? least : rounded > most ? most : rounded;
                    to[col] = kept == nodata ? beside : kept;
                  }
                }
            };
          }};
}

}  // namespace greisen::filters
