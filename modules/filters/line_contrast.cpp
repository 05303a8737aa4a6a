// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr int kDirections = 12;
constexpr int kLeastSamples = 5;
constexpr double kLeastFlankPx = 2;
/// Share of the samples of a line that must be measurements; beside masked ground one side is enough.
constexpr double kLeastValid = 0.3;

struct Offset {
  int row = 0;
  int col = 0;
};
using Line = std::vector<Offset>;
/// A line through the pixel and its two neighbours on either side.
using Direction = std::array<Line, 3>;

/// To the nearest pixel; halves away from 0, whatever the last digits of a sine say, so that lines turn with the
/// ground.
int nearest(double pixels) { return static_cast<int>(std::lround(std::round(pixels * 1e6) / 1e6)); }

struct Geometry {
  std::vector<Direction> directions;
  int reach = 0;
};

Geometry geometry(const Request& request) {
  const int half =
      std::max(kLeastSamples, static_cast<int>(std::lround(request.number("length_m") / request.pixel_m))) / 2;
  const double flank = std::max(kLeastFlankPx, request.number("flank_m") / request.pixel_m);
  Geometry all;
  for (int d = 0; d < kDirections; ++d) {
    const double azimuth = std::numbers::pi * d / kDirections;
    const double along_col = std::sin(azimuth);
    const double along_row = -std::cos(azimuth);
    Direction direction;
    for (std::size_t which = 0; which < 3; ++which)
      for (int i = -half; i <= half; ++i) {
        const double side = static_cast<double>(which) - 1;
        const Offset offset{nearest(i * along_row + side * flank * along_col),
                            nearest(i * along_col - side * flank * along_row)};
        direction[which].push_back(offset);
        all.reach = std::max({all.reach, std::abs(offset.row), std::abs(offset.col)});
      }
    all.directions.push_back(std::move(direction));
  }
  return all;
}

StepShape shape(const Request& request) {
  need_layers(request, "line_contrast", 1, 1);
  need_square_pixels(request, "line_contrast");
  const Geometry all = geometry(request);
  if (all.reach > 256)
    refuse("line_contrast", "length_m", "the line reaches over " + std::to_string(all.reach) + " pixels",
           "make it shorter, or the pixels larger");
  StepShape shape{.kind = StepKind::window, .halo_px = all.reach, .missing = MissingRule::own};
  Layer layer = request.inputs.front();
  layer.name += "_line";
  layer.description = "how much brighter a line through the pixel is than its surroundings on both sides, in " +
                      layer.name + "; the best of " + std::to_string(kDirections) + " directions";
  layer.source = "this project";
  shape.outputs = {std::move(layer)};
  shape.ns_per_pixel = 1.2 * kDirections * 3 * static_cast<double>(all.directions.front()[0].size());
  return shape;
}

/// Mean along a line; NaN where too few of its pixels are measurements. Pixels are added in the order of the line.
double mean_along(const ConstTileView& in, int row, int col, const Line& line) {
  double sum = 0;
  int count = 0;
  for (const Offset& offset : line) {
    const float value = in.at(0, row + offset.row, col + offset.col);
    if (std::isnan(value)) continue;
    sum += static_cast<double>(value);
    ++count;
  }
  return count >= kLeastValid * static_cast<double>(line.size()) ? sum / count : std::nan("");
}

float contrast(const ConstTileView& in, int row, int col, const Geometry& all) {
  double best = std::nan("");
  for (const Direction& direction : all.directions) {
    const double left = mean_along(in, row, col, direction[0]);
    const double right = mean_along(in, row, col, direction[2]);
    const double found = mean_along(in, row, col, direction[1]) - std::fmax(left, right);  // of what is seen
    if (found > best || std::isnan(best)) best = found;
  }
  return static_cast<float>(best);
}

TileFunction apply(const Request& request, const Model&) {
  return [all = geometry(request)](const TileIn& tile, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        const bool seen = !std::isnan(tile.in.at(0, row + all.reach, col + all.reach));
        out.at(0, row, col) = seen ? contrast(tile.in, row + all.reach, col + all.reach, all) : kMissing;
      }
  };
}

}  // namespace

Step line_contrast() {
  return {.id = "line_contrast",
          .summary = "thin bright lines: a line of pixels against its surroundings on both sides, in any direction",
          .source = "this project, after the line detectors of Tupin et al. 1998",
          .params = {{"length_m", ParamType::number, "length of the line", Value{150.0}, 10, 50000},
                     {"flank_m", ParamType::number, "distance of the surroundings that it is compared with",
                      Value{30.0}, 1, 20000}},
          .shape = shape,
          .apply = apply,
          .least_lengths = {{"length_m", kLeastSamples - 0.5}, {"flank_m", kLeastFlankPx - 0.5}}};
}

}  // namespace greisen::filters
