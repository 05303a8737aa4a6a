// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "filters/registry.hpp"
#include "filters/support/rows.hpp"
#include "raster/row_clusters.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

/// A run of pixels at or above the least, with the sum of their reciprocals.
struct LineRun : PixelRun {
  double reciprocals = 0;
};

struct Line {
  using Run = LineRun;
  std::int64_t first_row = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_row = -1;
  std::int64_t first_col = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_col = -1;
  std::int64_t pixels = 0;
  double reciprocals = 0;
  std::vector<std::uint64_t> runs;

  void add(std::int64_t row, const LineRun& run) {
    first_row = std::min(first_row, row);
    last_row = std::max(last_row, row);
    first_col = std::min(first_col, run.begin);
    last_col = std::max(last_col, run.end - 1);
    pixels += run.end - run.begin;
    reciprocals += run.reciprocals;
    runs.push_back(run.number);
  }
  void join(Line&& other) {
    first_row = std::min(first_row, other.first_row);
    last_row = std::max(last_row, other.last_row);
    first_col = std::min(first_col, other.first_col);
    last_col = std::max(last_col, other.last_col);
    pixels += other.pixels;
    reciprocals += other.reciprocals;
    runs.insert(runs.end(), other.runs.begin(), other.runs.end());
  }
  [[nodiscard]] double length_px() const {
    return std::hypot(static_cast<double>(last_row - first_row + 1), static_cast<double>(last_col - first_col + 1));
  }
  /// Harmonic: a few bright pixels do not raise it.
  [[nodiscard]] double mean() const { return static_cast<double>(pixels) / reciprocals; }
};

struct Measured {
  float length_m = 0;
  float most = 0;  ///< value above which a pixel is no part of an even line
};

void runs_of(std::span<const float> row, float least, std::uint64_t& number, std::vector<LineRun>& runs) {
  runs.clear();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!(row[i] >= least)) continue;
    LineRun run;
    run.begin = static_cast<std::int64_t>(i);
    run.number = number++;
    for (; i < row.size() && row[i] >= least; ++i) run.reciprocals += 1 / static_cast<double>(row[i]);
    run.end = static_cast<std::int64_t>(i);
    runs.push_back(run);
  }
}

void measure_all(const WholeIo& io, float least, double even, double pixel_m) {
  std::vector<Measured> measured;
  const auto closed = [&](Line&& line) {
    const Measured one{static_cast<float>(line.length_px() * pixel_m), static_cast<float>(even * line.mean())};
    for (const std::uint64_t run : line.runs) measured[run] = one;
  };
  RowClusters<Line> lines(true, closed);
  std::uint64_t number = 0;
  std::vector<LineRun> runs;
  if (!for_each_row(
          io,
          [&](std::int64_t row, std::span<float> pixels) {
            runs_of(pixels, least, number, runs);
            measured.resize(number);
            lines.add_row(row, runs);
          },
          [](const Window&, TileView) {}))
    return;
  lines.finish();
  number = 0;
  rewrite_rows(io, [&](std::int64_t, std::span<float> pixels) {
    runs_of(pixels, least, number, runs);
    auto run = runs.begin();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      while (run != runs.end() && static_cast<std::int64_t>(i) >= run->end) ++run;
      const bool part =
          run != runs.end() && static_cast<std::int64_t>(i) >= run->begin && pixels[i] <= measured[run->number].most;
      if (!std::isnan(pixels[i])) pixels[i] = part ? measured[run->number].length_m : 0.0F;
    }
  });
}

StepShape shape(const Request& request) {
  need_layers(request, "line_length", 1, 1);
  need_square_pixels(request, "line_length");
  Layer layer = request.inputs.front();
  layer.name += "_length";
  layer.unit = "m";
  layer.description = "length of the even line of " + request.inputs.front().name + " that a pixel is part of";
  layer.source = "this project";
  StepShape shape{.kind = StepKind::whole, .outputs = {std::move(layer)}};
  shape.ns_per_pixel = 8;
  return shape;
}

WholeFunction whole(const Request& request, const Model&) {
  return [least = static_cast<float>(request.number("least")), even = request.number("even"),
          pixel_m = request.pixel_m](const WholeIo& io) { measure_all(io, least, even, pixel_m); };
}

}  // namespace

/// Reads the raster twice. Memory: strips of 128 rows and two numbers for each run of pixels above the least.
Step line_length() {
  return {.id = "line_length",
          .summary = "how long a line a pixel is part of: connected pixels above a least value, as roads hang together",
          .source = "this project",
          .params = {{"least", ParamType::number, "pixels of a line have at least this value", {}, 1e-9, 1e9},
                     {"even", ParamType::number,
                      "a pixel above the line's (harmonic) mean by this factor lies on the line but is none of it: 0",
                      Value{1.75}, 1, 1e9}},
          .shape = shape,
          .whole = whole};
}

}  // namespace greisen::filters
