// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

#include "raster/for_each_tile.hpp"
#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/light.hpp"
#include "terrain/support/rays.hpp"

namespace greisen::terrain {
namespace {

constexpr std::int64_t kStripRows = 128;

struct Sun {
  double azimuth_deg = 0;
  double tangent = 1;  ///< of its elevation
};

template <class Work>
bool for_each_strip(const WholeIo& io, Work&& work) {
  for (std::int64_t top = 0; top < io.grid.rows; top += kStripRows) {
    if (!io.keep_going()) return false;
    work(Window{0, top, io.grid.cols, std::min(kStripRows, io.grid.rows - top)});
  }
  return true;
}

/// The largest height less the smallest; none where all are missing.
std::optional<double> relief_of(const WholeIo& io) {
  float least = std::numeric_limits<float>::infinity();
  float most = -least;
  Tile strip;
  for_each_strip(io, [&](const Window& window) {
    strip.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    io.read(0, window, strip.view());
    for (int row = 0; row < static_cast<int>(window.rows); ++row)
      for (const float z : strip.view().row(0, row)) {
        least = z < least ? z : least;
        most = z > most ? z : most;
      }
  });
  if (most < least) return {};
  return static_cast<double>(most) - static_cast<double>(least);
}

/// How far the samples of the rays reach.
struct Reach {
  int up = 0;
  int down = 0;
  int left = 0;
  int right = 0;

  void take(const std::vector<RaySample>& samples) {
    for (const RaySample& sample : samples) {
      up = std::max(up, -sample.row_a);
      down = std::max(down, sample.row_b);
      left = std::max(left, -sample.col_a);
      right = std::max(right, sample.col_b);
    }
  }
};

class Shadows {
 public:
  Shadows(const WholeIo& io, const Request& request, const Sun& sun, double relief_m)
      : io_(io), request_(request), sun_(sun), reach_m_(relief_m / sun.tangent) {}

  void cast(const Window& strip) {
    Reach reach;
    rays_.clear();
    for (std::int64_t row = 0; row < strip.rows; ++row) {
      rays_.push_back(ray_at(strip.row + row));
      reach.take(rays_.back());
    }
    const Window all{-reach.left, strip.row - reach.up, strip.cols + reach.left + reach.right,
                     strip.rows + reach.up + reach.down};
    heights_.reshape(1, static_cast<int>(all.rows), static_cast<int>(all.cols));
    io_.read(0, all, heights_.view());
    shadow_.reshape(1, static_cast<int>(strip.rows), static_cast<int>(strip.cols));
    for_each_tile(
        strip.rows, io_.threads, [&](int, std::int64_t row) { cast_row(static_cast<int>(row), reach); },
        [this] { return io_.keep_going(); });
    io_.write(0, strip, shadow_.view());
    io_.progress(strip.pixels());
  }

 private:
  /// No further than the grid is large.
  [[nodiscard]] std::vector<RaySample> ray_at(std::int64_t row) const {
    const PixelSize pixel = request_.pixel_at(row);
    const double across_m = std::hypot(static_cast<double>(io_.grid.cols) * pixel.width_m,
                                       static_cast<double>(io_.grid.rows) * pixel.height_m);
    return ray(sun_.azimuth_deg, pixel, std::min(reach_m_ + pixel.height_m, across_m));
  }

  void cast_row(int row, const Reach& reach) {
    const ConstTileView in = heights_.view();
    const auto own = in.row(0, reach.up + row)
                         .subspan(static_cast<std::size_t>(reach.left), static_cast<std::size_t>(io_.grid.cols));
    std::vector<float> level(own.size(), -std::numeric_limits<float>::infinity());
    for (const RaySample& sample : rays_[static_cast<std::size_t>(row)])
      raise_level(&in.at(0, reach.up + row + sample.row_a, reach.left + sample.col_a),
                  &in.at(0, reach.up + row + sample.row_b, reach.left + sample.col_b), sample,
                  static_cast<float>(static_cast<double>(sample.distance_m) * sun_.tangent), level);
    const auto out = shadow_.view().row(0, row);
    for (std::size_t i = 0; i < own.size(); ++i)
      out[i] = std::isnan(own[i]) ? kMissing : level[i] > own[i] ? 1.0F : 0.0F;
  }

  const WholeIo& io_;
  const Request& request_;
  Sun sun_;
  double reach_m_;
  std::vector<std::vector<RaySample>> rays_;
  Tile heights_;
  Tile shadow_;
};

StepShape shape(const Request& request) {
  need_layers(request, "cast_shadow", 1, 1);
  const Layer layer{"cast_shadow", "1", "1 where the ground lies in the shadow of heights, 0 in the sun", "",
                    "Corripio 2003"};
  return {.kind = StepKind::whole, .outputs = {layer}, .ns_per_pixel = 60, .whole_threads = true};
}

WholeFunction whole(const Request& request, const Model&) {
  const Sun sun{request.number("sun_azimuth_deg"),
                std::tan(request.number("sun_elevation_deg") * std::numbers::pi / 180)};
  return [request, sun](const WholeIo& io) {
    const auto relief_m = relief_of(io);
    if (!relief_m) return;
    Shadows shadows(io, request, sun, *relief_m);
    for_each_strip(io, [&](const Window& strip) { shadows.cast(strip); });
  };
}

}  // namespace

/// Reads the heights twice: first for their relief, which bounds how far a shadow can reach: relief / tan(elevation).
/// Memory: a strip of 128 rows and as many more as a shadow reaches.
Step cast_shadow() {
  return {.id = "cast_shadow",
          .summary =
              "where heights stand between the ground and the sun; ground that is turned away lies in its own "
              "shadow; missing heights cast none",
          .source = "Corripio 2003",
          .params = sun_params(),
          .shape = shape,
          .whole = whole,
          .takes_heights = true};
}

}  // namespace greisen::terrain
