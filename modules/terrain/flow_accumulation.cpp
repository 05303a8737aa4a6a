// SPDX-License-Identifier: Apache-2.0
#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/flow.hpp"

namespace greisen::terrain {
namespace {

StepShape shape(const Request& request) {
  need_layers(request, "flow_accumulation", 1, 1);
  return {.kind = StepKind::whole,
          .outputs = {accumulation_layer(), direction_layer()},
          .ns_per_pixel = 500,
          .whole_threads = true};
}

WholeFunction whole(const Request& request, const Model&) {
  return [request](const WholeIo& io) {
    TileWork work(io, kTileSide_px, kFindFlowPhases + kAccumulatePhases);
    if (find_flow(work, request)) accumulate(work);
  };
}

}  // namespace

/// Memory: squares of 512 pixels and some 60 bytes for each pixel of their rims.
Step flow_accumulation() {
  return {.id = "flow_accumulation",
          .summary =
              "how many pixels drain through each, and where water flows: hollows are filled, from each pixel "
              "all water goes to the neighbour to which the ground falls most steeply, over level ground by the "
              "fewest steps",
          .source = "O'Callaghan and Mark 1984; Barnes 2017",
          .params = {},
          .shape = shape,
          .whole = whole,
          .takes_heights = true};
}

}  // namespace greisen::terrain
