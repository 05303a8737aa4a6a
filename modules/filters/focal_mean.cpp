// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

struct Settings {
  int radius = 1;
  double least = 1;  ///< valid pixels of the window
  bool fill = false;
};

StepShape shape(const Request& request) {
  need_layers(request, "focal_mean", 1);
  const auto radius = static_cast<int>(request.integer("radius_px"));
  const std::string side = std::to_string(2 * radius + 1);
  StepShape shape{.kind = StepKind::window, .halo_px = radius, .missing = MissingRule::own};
  for (const Layer& input : request.inputs) {
    Layer layer = input;
    layer.name += "_focal_mean";
    layer.description = "mean of " + side + " x " + side + " pixels of " + input.name;
    shape.outputs.push_back(std::move(layer));
  }
  shape.ns_per_pixel = static_cast<double>(request.inputs.size()) * (3 + 3.2 * radius);
  shape.scratch_bytes = 4 * sizeof(double) * 4096;
  return shape;
}

/// Sums of the window's rows, one per input column, added from top to bottom: they do not depend on where a tile
/// begins.
struct Columns {
  std::vector<double> sum;
  std::vector<double> count;

  void take(ConstTileView in, int layer, int row, int rows) {
    sum.assign(static_cast<std::size_t>(in.cols), 0.0);
    count.assign(static_cast<std::size_t>(in.cols), 0.0);
    for (int k = 0; k < rows; ++k) {
      const auto x = in.row(layer, row + k);
      for (std::size_t i = 0; i < x.size(); ++i) {
        const bool valid = x[i] == x[i];
        sum[i] += valid ? static_cast<double>(x[i]) : 0.0;
        count[i] += valid ? 1.0 : 0.0;
      }
    }
  }
};

/// out[i] = in[i] + in[i + 1] + … + in[i + side - 1].
void add_along(const std::vector<double>& in, int side, std::vector<double>& out) {
  const std::size_t n = in.size() + 1 - static_cast<std::size_t>(side);
  out.assign(n, 0.0);
  for (std::size_t k = 0; k < static_cast<std::size_t>(side); ++k)
    for (std::size_t i = 0; i < n; ++i) out[i] += in[i + k];
}

struct Work {
  Columns columns;
  std::vector<double> sum;
  std::vector<double> count;
};

void mean_layer(ConstTileView in, int layer, const Settings& settings, Work& work, TileView out) {
  const int side = 2 * settings.radius + 1;
  for (int row = 0; row < out.rows; ++row) {
    work.columns.take(in, layer, row, side);
    add_along(work.columns.sum, side, work.sum);
    add_along(work.columns.count, side, work.count);
    const auto centre = in.row(layer, row + settings.radius).subspan(static_cast<std::size_t>(settings.radius));
    const auto to = out.row(layer, row);
    for (std::size_t i = 0; i < to.size(); ++i) {
      const bool enough = work.count[i] >= settings.least && (settings.fill || !std::isnan(centre[i]));
      to[i] = enough ? static_cast<float>(work.sum[i] / work.count[i]) : kMissing;
    }
  }
}

TileFunction apply(const Request& request, const Model&) {
  Settings settings{.radius = static_cast<int>(request.integer("radius_px")), .fill = request.boolean("fill")};
  const double side = 2 * settings.radius + 1;
  settings.least = std::max(1.0, std::ceil(request.number("min_valid") * side * side - 1e-9));
  return [settings](const TileIn& tile, TileView out) {
    thread_local Work work;
    for (int layer = 0; layer < out.layers; ++layer) mean_layer(tile.in, layer, settings, work, out);
  };
}

}  // namespace

Step focal_mean() {
  return {
      .id = "focal_mean",
      .summary = "mean of the valid pixels of a square window around each pixel",
      .source = "Gonzalez and Woods 2018",
      .params = {{"radius_px", ParamType::integer, "the window is 2 r + 1 pixels wide", Value{std::int64_t{1}}, 1, 64},
                 {"min_valid", ParamType::number,
                  "least share of the window's pixels that are valid; beyond the grid's edge none is", Value{0.25}, 0,
                  1},
                 {"fill", ParamType::boolean, "give a value to missing pixels too", Value{false}}},
      .shape = shape,
      .apply = apply};
}

}  // namespace greisen::filters
