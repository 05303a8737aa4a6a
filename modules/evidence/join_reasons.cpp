// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "catalogue/reasons.hpp"
#include "evidence/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::evidence {
namespace {

/// A pixel is judged where one of the inputs judges it, and then only what all of them say holds; else all that any
/// says.
float joined(const ConstTileView& in, int row, int col) {
  std::uint32_t all = 0;
  std::uint32_t shared = ~0U;
  bool judged = false;
  for (int layer = 0; layer < in.layers; ++layer) {
    const std::uint32_t bits = reason_bits(in.at(layer, row, col));
    all |= bits;
    shared &= bits;
    judged = judged || (bits & ~static_cast<std::uint32_t>(Reason::outside)) == 0;
  }
  return static_cast<float>(judged ? shared : all);
}

}  // namespace

Step join_reasons() {
  return {.id = "join_reasons",
          .summary = "why no sensor judged a pixel: bits of reasons of several sensors, joined",
          .source = "this project",
          .params = {},
          .shape =
              [](const Request& request) {
                need_layers(request, "join_reasons", 1);
                return StepShape{.kind = StepKind::point,
                                 .outputs = {request.inputs.front()},
                                 .missing = MissingRule::own,
                                 .ns_per_pixel = 2};
              },
          .apply = [](const Request&, const Model&) -> TileFunction {
            return [](const TileIn& tile, TileView out) {
              for (int row = 0; row < out.rows; ++row)
                for (int col = 0; col < out.cols; ++col) out.at(0, row, col) = joined(tile.in, row, col);
            };
          }};
}

}  // namespace greisen::evidence
