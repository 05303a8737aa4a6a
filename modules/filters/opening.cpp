// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr float kHuge = std::numeric_limits<float>::max();

/// Half the side of the squares, in pixels.
struct Squares {
  int shrink = 0;
  int grow = 0;
  [[nodiscard]] int reach() const { return shrink + grow; }
};

Squares squares(const Request& request) {
  const auto half = [&](double metres) { return static_cast<int>(std::lround((metres / request.pixel_m - 1) / 2)); };
  const int shrink = std::max(0, half(request.number("side_m")));
  return {shrink, shrink + static_cast<int>(std::lround(request.number("rim_m") / request.pixel_m))};
}

StepShape shape(const Request& request) {
  need_layers(request, "opening", 1, 1);
  need_square_pixels(request, "opening");
  const Squares all = squares(request);
  if (all.reach() > 256)
    refuse("opening", "side_m", "the squares reach over " + std::to_string(all.reach()) + " pixels",
           "make them smaller, or the pixels larger");
  StepShape shape{.kind = StepKind::window, .halo_px = all.reach(), .missing = MissingRule::own};
  Layer layer = request.inputs.front();
  layer.name += "_opening";
  layer.description =
      "what is left of " + layer.name + " where a square of " + std::to_string(2 * all.shrink + 1) + " pixels fits in";
  shape.outputs = {std::move(layer)};
  shape.ns_per_pixel = 4.0 * (all.shrink + all.grow) + 10;
  return shape;
}

/// A plane of pixels, [row][col].
struct Plane {
  int rows = 0;
  int cols = 0;
  std::vector<float> pixels;
  void reshape(int r, int c) {
    rows = r;
    cols = c;
    pixels.resize(static_cast<std::size_t>(r) * static_cast<std::size_t>(c));
  }
  [[nodiscard]] float* row(int r) { return pixels.data() + static_cast<std::ptrdiff_t>(r) * cols; }
  [[nodiscard]] const float* row(int r) const { return pixels.data() + static_cast<std::ptrdiff_t>(r) * cols; }
};

/// The least (or the most) of each square of 2 half + 1 pixels that lies in the plane; by columns, then by rows.
template <class Better>
void extremes(const Plane& in, int half, Better better, Plane& columns, Plane& out) {
  columns.reshape(in.rows - 2 * half, in.cols);
  for (int r = 0; r < columns.rows; ++r) {
    float* const to = columns.row(r);
    std::copy_n(in.row(r), in.cols, to);
    for (int k = 1; k <= 2 * half; ++k) {
      const float* const from = in.row(r + k);
      for (int c = 0; c < in.cols; ++c) to[c] = better(from[c], to[c]) ? from[c] : to[c];
    }
  }
  out.reshape(columns.rows, in.cols - 2 * half);
  for (int r = 0; r < out.rows; ++r) {
    float* const to = out.row(r);
    const float* const from = columns.row(r);
    std::copy_n(from, out.cols, to);
    for (int k = 1; k <= 2 * half; ++k)
      for (int c = 0; c < out.cols; ++c) to[c] = better(from[c + k], to[c]) ? from[c + k] : to[c];
  }
}

struct Work {
  Plane in, columns, shrunk, out;
};

void open_tile(const ConstTileView& in, const Squares& all, Work& work, TileView out) {
  work.in.reshape(in.rows, in.cols);
  for (int r = 0; r < work.in.rows; ++r)
    std::ranges::transform(in.row(0, r), work.in.row(r), [](float x) { return std::isnan(x) ? kHuge : x; });
  extremes(
      work.in, all.shrink, [](float a, float b) { return a < b; }, work.columns, work.shrunk);
  for (float& x : work.shrunk.pixels) x = x == kHuge ? -kHuge : x;  // nothing but missing in the square
  extremes(
      work.shrunk, all.grow, [](float a, float b) { return a > b; }, work.columns, work.out);
  for (int r = 0; r < out.rows; ++r)
    for (int c = 0; c < out.cols; ++c) {
      const bool seen = !std::isnan(in.at(0, r + all.reach(), c + all.reach()));
      const float value = work.out.row(r)[c];
      out.at(0, r, c) = seen && value != -kHuge ? value : kMissing;
    }
}

TileFunction apply(const Request& request, const Model&) {
  return [all = squares(request)](const TileIn& tile, TileView out) {
    thread_local Work work;
    open_tile(tile.in, all, work, out);
  };
}

}  // namespace

/// Missing pixels neither lower nor raise what lies around them, and stay missing.
Step opening() {
  return {.id = "opening",
          .summary = "takes off what is narrower than a square; with a rim, what is left reaches so far beyond itself",
          .source = "Serra 1982",
          .params = {{"side_m", ParamType::number, "side of the square; 0: takes nothing off", {}, 0, 50000},
                     {"rim_m", ParamType::number, "how far the result reaches beyond", Value{0.0}, 0, 50000}},
          .shape = shape,
          .apply = apply,
          .least_lengths = {{"side_m", 2}, {"rim_m", 0.5}}};
}

}  // namespace greisen::filters
