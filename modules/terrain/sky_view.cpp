// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/rays.hpp"

namespace greisen::terrain {
namespace {

struct Settings {
  int directions = 16;
  int radius_px = 40;
  bool isotropic = false;
};

struct Work {
  PixelSize pixel;
  std::vector<std::vector<RaySample>> rays;
  std::vector<float> steepest;
  std::vector<double> hidden;

  /// Both axes reach as far, in metres, as the radius does on the shorter of them.
  void aim(const Settings& settings, const PixelSize& size) {
    if (!rays.empty() && size.width_m == pixel.width_m && size.height_m == pixel.height_m) return;
    pixel = size;
    rays.clear();
    for (int i = 0; i < settings.directions; ++i)
      rays.push_back(
          ray(360.0 * i / settings.directions, size, settings.radius_px * std::min(size.width_m, size.height_m)));
  }
};

/// Adds how much of the sky one direction hides: sin γ, or sin² γ for the isotropic form; γ is the horizon's angle,
/// not below 0.
void add_hidden(std::span<const float> steepest, bool isotropic, std::span<double> hidden) {
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    const auto tangent = static_cast<double>(steepest[i]);
    const double squared = tangent * tangent / (1 + tangent * tangent);
    hidden[i] += isotropic ? squared : std::sqrt(squared);
  }
}

void view_row(const TileIn& tile, int row, const Settings& settings, Work& work, TileView out) {
  const auto cols = static_cast<std::size_t>(out.cols);
  const int r = settings.radius_px;
  const auto from = tile.in.row(0, row + r).subspan(static_cast<std::size_t>(r), cols);
  work.hidden.assign(cols, 0.0);
  for (const std::vector<RaySample>& samples : work.rays) {
    work.steepest.assign(cols, 0.0F);
    for (const RaySample& sample : samples)
      raise_steepest(&tile.in.at(0, row + r + sample.row_a, r + sample.col_a),
                     &tile.in.at(0, row + r + sample.row_b, r + sample.col_b), sample, from, work.steepest);
    add_hidden(work.steepest, settings.isotropic, work.hidden);
  }
  const auto to = out.row(0, row);
  for (std::size_t i = 0; i < cols; ++i)
    to[i] = std::isnan(from[i]) || !(work.pixel.width_m > 0)
                ? kMissing
                : static_cast<float>(1 - work.hidden[i] / settings.directions);
}

Settings settings_of(const Request& request) {
  return {static_cast<int>(request.integer("directions")), static_cast<int>(request.integer("radius_px")),
          request.text("form") == "isotropic"};
}

StepShape shape(const Request& request) {
  need_layers(request, "sky_view", 1, 1);
  const Settings settings = settings_of(request);
  const Layer layer{"sky_view", "1",
                    settings.isotropic ? "share of the sky's light that reaches the ground, 1: all"
                                       : "share of the sky's height that is open, 1: all",
                    "", settings.isotropic ? "Dozier and Frew 1990" : "Zaksek et al. 2011"};
  return {.kind = StepKind::window,
          .outputs = {layer},
          .halo_px = settings.radius_px,
          .missing = MissingRule::own,
          .ns_per_pixel = 0.7 * settings.directions * settings.radius_px};
}

TileFunction apply(const Request& request, const Model&) {
  return [settings = settings_of(request), request](const TileIn& tile, TileView out) {
    thread_local Work work;
    work.rays.clear();  // of whoever was here before
    for (int row = 0; row < out.rows; ++row) {
      work.aim(settings, request.pixel_at(tile.window.row + row));
      view_row(tile, row, settings, work, out);
    }
  };
}

}  // namespace

Step sky_view() {
  return {
      .id = "sky_view",
      .summary =
          "how much of the sky the ground sees: 1 on plains and tops, less in pits and valleys and below "
          "walls, whatever the light; missing heights hide nothing",
      .source = "Zaksek et al. 2011; Dozier and Frew 1990",
      .params = {{"form",
                  ParamType::word,
                  "zaksek: 1 - mean of sin g over the directions; isotropic: mean of cos^2 g, the share of an even "
                  "sky's light on level ground; g: angle of the horizon above the level, not below 0",
                  Value{std::string("zaksek")},
                  {},
                  {},
                  {"zaksek", "isotropic"}},
                 {"directions", ParamType::integer, "how many, evenly from grid north", Value{std::int64_t{16}}, 4, 64},
                 {"radius_px", ParamType::integer,
                  "how far the horizon is looked for; this matters more than the directions", Value{std::int64_t{40}},
                  1, 128}},
      .shape = shape,
      .apply = apply,
      .takes_heights = true};
}

}  // namespace greisen::terrain
