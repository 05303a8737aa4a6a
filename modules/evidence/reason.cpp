// SPDX-License-Identifier: Apache-2.0
#include "catalogue/reasons.hpp"
#include "evidence/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {
namespace {

Reason asked(const Request& request) {
  const auto reason = reason_of(request.text("reason"));
  if (!reason) refuse("reason", "reason", "no reason '" + request.text("reason") + "'", "greisen list reasons");
  return *reason;
}

}  // namespace

Step reason() {
  return {.id = "reason",
          .summary = "1 where bits of reasons say that a pixel was not judged for one of them, else 0",
          .source = "this project",
          .params = {{"reason", ParamType::text, "one of greisen list reasons, such as vegetation"}},
          .shape =
              [](const Request& request) {
                need_layers(request, "reason", 1, 1);
                const std::string word(to_word(asked(request)));
                return StepShape{
                    .kind = StepKind::point,
                    .outputs = {{word, "1", "1 where a pixel was not judged for " + word + ", 0 elsewhere"}},
                    .missing = MissingRule::own,
                    .ns_per_pixel = 1};
              },
          .apply = [](const Request& request, const Model&) -> TileFunction {
            return [bit = bits_of({asked(request)})](const TileIn& tile, TileView out) {
              for (int row = 0; row < out.rows; ++row)
                for (int col = 0; col < out.cols; ++col)
                  out.at(0, row, col) = (reason_bits(tile.in.at(0, row, col)) & bit) != 0 ? 1.0F : 0.0F;
            };
          }};
}

}  // namespace greisen::evidence
