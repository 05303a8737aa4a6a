// SPDX-License-Identifier: Apache-2.0
#include "scene/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "geo/read/decimated.hpp"

namespace greisen::scene {
namespace {

constexpr int kPlacesAlong = 200;  ///< over the longer side of the area's box
constexpr int kThinnedSide = 1024;

/// A grid of places over the area, in its own CRS.
Grid places_over(const geo::Area& area) {
  const geo::Bounds box = area.bounds();
  const double step = std::max(box.max_x - box.min_x, box.max_y - box.min_y) / kPlacesAlong;
  Grid grid;
  grid.crs = area.crs.wkt;
  grid.pixel_x = grid.pixel_y = step;
  grid.origin_x = box.min_x;
  grid.origin_y = box.max_y;
  grid.cols = std::max<std::int64_t>(1, std::llround(std::ceil((box.max_x - box.min_x) / step)));
  grid.rows = std::max<std::int64_t>(1, std::llround(std::ceil((box.max_y - box.min_y) / step)));
  return grid;
}

const SceneBand& finest_band(const Scene& scene) {
  return *std::ranges::min_element(scene.bands, {}, &SceneBand::pixel_m);
}

/// Is there a measurement at that pixel of the band?
bool is_measured(const geo::ThinnedBand& thinned, const SceneBand& band, double col, double row) {
  const auto at = [](double place, std::int64_t of, int to) {
    const double share = place / static_cast<double>(of);
    return std::clamp(static_cast<int>(share * to), 0, to - 1);
  };
  const int c = at(col, band.grid.cols, thinned.cols);
  const int r = at(row, band.grid.rows, thinned.rows);
  const float value =
      thinned
          .values[static_cast<std::size_t>(r) * static_cast<std::size_t>(thinned.cols) + static_cast<std::size_t>(c)];
  return std::isfinite(value) && std::ranges::none_of(band.source.missing_dn, [&](double missing) {
           return static_cast<double>(value) == missing;
         });
}

}  // namespace

Coverage coverage_of(const Scene& scene, const geo::Area& area) {
  const Grid places = places_over(area);
  Tile inside(1, static_cast<int>(places.rows), static_cast<int>(places.cols));
  geo::AreaMask(area, places).fill(places.window(), inside.view());
  const SceneBand& band = finest_band(scene);
  const geo::PointTransform to_scene(area.crs, geo::parse_crs(band.grid.crs), area.bounds_lon_lat());
  const geo::ThinnedBand thinned = geo::thinned_dn(band.source.path, band.source.band, kThinnedSide);
  std::int64_t all = 0;
  std::int64_t framed = 0;
  std::int64_t measured = 0;
  for (int row = 0; row < inside.view().rows; ++row)
    for (int col = 0; col < inside.view().cols; ++col) {
      if (!(inside.view().at(0, row, col) > 0.5F)) continue;
      ++all;
      const geo::Point place = to_scene.apply(geo::Point{places.x_of(col + 0.5), places.y_of(row + 0.5)});
      const double band_col = band.grid.col_of(place.x);
      const double band_row = band.grid.row_of(place.y);
      const bool framed_here = band_col >= 0 && band_row >= 0 && band_col < static_cast<double>(band.grid.cols) &&
                               band_row < static_cast<double>(band.grid.rows);  // NaN is outside
      if (!framed_here) continue;
      ++framed;
      measured += is_measured(thinned, band, band_col, band_row) ? 1 : 0;
    }
  const double percent = all == 0 ? 0 : 100.0 / static_cast<double>(all);
  return {percent * static_cast<double>(framed), percent * static_cast<double>(measured)};
}

}  // namespace greisen::scene
