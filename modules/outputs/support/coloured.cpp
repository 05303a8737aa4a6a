// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/coloured.hpp"

#include <algorithm>
#include <cmath>

#include "geo/place/area.hpp"
#include "geo/read/band_source.hpp"

namespace greisen::outputs {
namespace {

constexpr double kMostLatitude = 85;
constexpr double kFull = 255;

std::uint8_t between(std::uint8_t low, std::uint8_t high, double share) {
  return static_cast<std::uint8_t>(std::lround(low + share * (high - low)));
}

void put(std::vector<std::uint8_t>& pixels, const ColourStop& stop) {
  pixels.push_back(stop.colour.red);
  pixels.push_back(stop.colour.green);
  pixels.push_back(stop.colour.blue);
  pixels.push_back(static_cast<std::uint8_t>(std::lround(stop.opacity * kFull)));
}

const ColourStop& unseen() {
  static const ColourStop stop{0, {255, 255, 255}, 0, {}};
  return stop;
}

}  // namespace

ColourStop colour_at(const ExportRaster& raster, double value) {
  const std::vector<ColourStop>& stops = raster.stops;
  if (stops.empty() || std::isnan(value)) return unseen();
  const auto next = std::ranges::find_if(stops, [&](const ColourStop& stop) { return stop.value >= value; });
  if (raster.classes) return next != stops.end() && std::abs(next->value - value) < 0.5 ? *next : unseen();
  if (next == stops.begin()) return stops.front();
  if (next == stops.end()) return stops.back();
  const ColourStop& low = *std::prev(next);
  const double share = (value - low.value) / (next->value - low.value);
  return {value,
          {between(low.colour.red, next->colour.red, share), between(low.colour.green, next->colour.green, share),
           between(low.colour.blue, next->colour.blue, share)},
          low.opacity + share * (next->opacity - low.opacity),
          {}};
}

std::vector<std::uint8_t> coloured(std::span<const float> plane, const ExportRaster& raster, int steps) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(plane.size() * 4);
  const double low = raster.stops.front().value;
  const double span = raster.stops.back().value - low;
  std::vector<ColourStop> table;
  table.reserve(static_cast<std::size_t>(steps));
  for (int i = 0; i < steps; ++i) table.push_back(colour_at(raster, low + span * i / (steps - 1)));
  for (const float value : plane) {
    if (std::isnan(value)) {
      put(pixels, unseen());
    } else if (raster.classes || !(span > 0)) {
      put(pixels, colour_at(raster, static_cast<double>(value)));
    } else {
      const double share = std::clamp((static_cast<double>(value) - low) / span, 0.0, 1.0);
      put(pixels, table[static_cast<std::size_t>(std::lround(share * (steps - 1)))]);
    }
  }
  return pixels;
}

std::optional<geo::Bounds> lon_lat_box(const std::string& path, const geo::Bounds& place) {
  Grid grid = geo::file_info(path).grid;
  geo::set_place(grid, place);
  const double right = grid.x_of(static_cast<double>(grid.cols));
  const double bottom = grid.y_of(static_cast<double>(grid.rows));
  const geo::Area area = {
      geo::crs_of(grid),
      {geo::Polygon{
          {{{grid.origin_x, bottom}, {right, bottom}, {right, grid.origin_y}, {grid.origin_x, grid.origin_y}}}}},
      path,
      {}};
  const geo::Bounds box = area.bounds_lon_lat();
  const bool drawn = box.max_x <= 180 && box.min_y > -kMostLatitude && box.max_y < kMostLatitude;
  return drawn ? std::optional(box) : std::nullopt;
}

Colour table_colour(const ExportSource& source, std::string_view table) {
  const auto layer = std::ranges::find(source.styles, table, &MapLayer::table);
  if (layer == source.styles.end()) return {};
  return layer->style.colour.empty() ? layer->palette.nth(0) : layer->palette.named(layer->style.colour);
}

const ExportRaster* first_favourability(const ExportSource& source) {
  const auto found = std::ranges::find_if(source.rasters, [](const ExportRaster& one) { return one.favourability; });
  return found == source.rasters.end() ? nullptr : &*found;
}

}  // namespace greisen::outputs
