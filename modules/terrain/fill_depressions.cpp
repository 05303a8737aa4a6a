// SPDX-License-Identifier: Apache-2.0
#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/fill.hpp"

namespace greisen::terrain {
namespace {

StepShape shape(const Request& request) {
  need_layers(request, "fill_depressions", 1, 1);
  const Layer layer{"filled", "m", "heights with every hollow filled to its lowest rim", "", "Barnes 2016"};
  return {.kind = StepKind::whole, .outputs = {layer}, .ns_per_pixel = 250, .whole_threads = true};
}

WholeFunction whole(const Request&, const Model&) {
  return [](const WholeIo& io) {
    TileWork work(io, kTileSide_px, kFillPhases);
    fill(work, 0);
  };
}

}  // namespace

/// Memory: squares of 512 pixels, heights and labels of their rims (8 bytes a pixel of a rim) and the graph of spills
/// between labels.
Step fill_depressions() {
  return {.id = "fill_depressions",
          .summary =
              "heights with every hollow filled to its lowest rim, so that water finds a way out of each pixel "
              "without rising; it leaves at the grid's edge and where heights are missing",
          .source = "Barnes 2016; Planchon and Darboux 2002",
          .params = {},
          .shape = shape,
          .whole = whole,
          .takes_heights = true};
}

}  // namespace greisen::terrain
