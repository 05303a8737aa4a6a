// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/streams.hpp"

namespace greisen::terrain {
namespace {

double length_m(const StreamLink& link, const Request& request) {
  double length = 0;
  for (std::size_t i = 1; i < link.way.size(); ++i) {
    const PixelSize pixel = request.pixel_at(link.way[i].row);
    length += std::hypot(static_cast<double>(link.way[i].row - link.way[i - 1].row) * pixel.height_m,
                         static_cast<double>(link.way[i].col - link.way[i - 1].col) * pixel.width_m);
  }
  return length;
}

/// Through the centres of pixels; those on a straight way are left out.
FeaturePart line_of(const StreamLink& link, const Grid& grid) {
  FeaturePart line;
  const std::vector<Place>& way = link.way;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const bool straight = i > 0 && i + 1 < way.size() && way[i].row - way[i - 1].row == way[i + 1].row - way[i].row &&
                          way[i].col - way[i - 1].col == way[i + 1].col - way[i].col;
    if (!straight)
      line.vertices.push_back(
          {grid.x_of(static_cast<double>(way[i].col) + 0.5), grid.y_of(static_cast<double>(way[i].row) + 0.5)});
  }
  return line;
}

StepShape shape(const Request& request) {
  need_layers(request, "drainage_lines", 1, 1);
  StepShape shape{.kind = StepKind::whole,
                  .outputs = {accumulation_layer(), direction_layer()},
                  .ns_per_pixel = 520,
                  .whole_threads = true};
  shape.table =
      FeatureTable{"drainage_lines",
                   FeatureTable::Geometry::line,
                   {{"length_m", "m", "length of the stretch"},
                    {"upstream_px", "1", "pixels that drain through its lower end"},
                    {"strahler_order", "1", "1 from the springs on; one more where two of the highest meet"}}};
  return shape;
}

WholeFunction whole(const Request& request, const Model&) {
  return [request](const WholeIo& io) {
    TileWork work(io, kTileSide_px, kFindFlowPhases + kAccumulatePhases);
    if (!find_flow(work, request) || !accumulate(work)) return;
    const Streams streams(work, request.integer("min_upstream_px"));
    streams.for_each_link([&](const StreamLink& link) {
      io.emit({{line_of(link, io.grid)},
               {length_m(link, request), static_cast<double>(link.upstream_px), static_cast<double>(link.order)}});
    });
  };
}

}  // namespace

/// Memory: that of flow_accumulation and 40 bytes a pixel of a stream.
Step drainage_lines() {
  return {.id = "drainage_lines",
          .summary =
              "lines along which water gathers: all pixels through which enough others drain, from springs and "
              "meetings down to the next meeting",
          .source = "O'Callaghan and Mark 1984; Strahler 1957",
          .params = {{"min_upstream_px", ParamType::integer, "a line begins where so many pixels drain through one",
                      Value{std::int64_t{500}}, 2, 1e9}},
          .shape = shape,
          .whole = whole,
          .takes_heights = true};
}

}  // namespace greisen::terrain
