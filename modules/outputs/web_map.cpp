// SPDX-License-Identifier: Apache-2.0
#include "outputs/web_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "raster/tile.hpp"

namespace greisen::outputs {
namespace {

constexpr double kMargin = 0.05;
constexpr double kMostLatitude = 85;
constexpr std::int64_t kStripRows = 32;
constexpr std::size_t kStoreBytes = std::size_t{64} << 20U;
constexpr double kEarthRadiusMetres = 6378137;  // of the projection's sphere

double mercator_x(double lon) { return kEarthRadiusMetres * lon * std::numbers::pi / 180; }
double mercator_y(double lat) {
  return kEarthRadiusMetres * std::log(std::tan(std::numbers::pi / 4 + lat * std::numbers::pi / 360));
}
double longitude(double x) { return x / kEarthRadiusMetres * 180 / std::numbers::pi; }
double latitude(double y) {
  return (2 * std::atan(std::exp(y / kEarthRadiusMetres)) - std::numbers::pi / 2) * 180 / std::numbers::pi;
}

}  // namespace

WebFrame web_frame(const geo::Area& area, double pixel_m, int most_pixels) {
  const geo::Bounds box = area.bounds_lon_lat();
  if (!(std::max(std::abs(box.min_y), std::abs(box.max_y)) < kMostLatitude))
    throw Error({"E4012", "the area lies too near a pole for a web map", {area.source}, "set outputs.report to false"});
  const double left = mercator_x(box.min_x);
  const double right = mercator_x(box.max_x);
  const double bottom = mercator_y(box.min_y);
  const double top = mercator_y(box.max_y);
  const double margin = kMargin * std::max(right - left, top - bottom);
  const double width = right - left + 2 * margin;
  const double height = top - bottom + 2 * margin;
  const double stretch = 1 / std::cos((box.min_y + box.max_y) / 2 * std::numbers::pi / 180);
  const double pixel = std::max(pixel_m * stretch, std::max(width, height) / most_pixels);
  WebFrame frame;
  frame.grid.crs = geo::parse_crs("EPSG:3857").wkt;
  geo::set_place(frame.grid, area.crs.place);
  frame.grid.origin_x = left - margin;
  frame.grid.origin_y = top + margin;
  frame.grid.pixel_x = pixel;
  frame.grid.pixel_y = pixel;
  frame.grid.cols = std::max<std::int64_t>(1, std::llround(std::ceil(width / pixel - 1e-9)));
  frame.grid.rows = std::max<std::int64_t>(1, std::llround(std::ceil(height / pixel - 1e-9)));
  frame.west = longitude(frame.grid.origin_x);
  frame.north = latitude(frame.grid.origin_y);
  frame.east = longitude(frame.grid.x_of(static_cast<double>(frame.grid.cols)));
  frame.south = latitude(frame.grid.y_of(static_cast<double>(frame.grid.rows)));
  return frame;
}

PlaneReader::PlaneReader(const std::string& path, int band, Thinning thinning, const Grid& grid,
                         std::int64_t strip_rows) {
  geo::BandSource source;
  source.path = path;
  source.band = band;
  source.resampling = thinning == Thinning::mean ? geo::Resampling::average : geo::Resampling::nearest;
  raster_ = geo::raster_of({source}, grid);
  for (std::int64_t top = 0; top < grid.rows; top += strip_rows)
    strips_.push_back(Window{0, top, grid.cols, strip_rows}.intersected(grid.window()));
  PassRequest request;
  request.windows = strips_;
  request.layers = {0};
  request.store_bytes = kStoreBytes;
  readers_ = raster_.open(request);
}

std::vector<float> PlaneReader::next() {
  std::vector<float> rows;
  if (done_ == strips_.size()) return rows;
  const Window& strip = strips_[done_++];
  Tile tile;
  tile.reshape(1, static_cast<int>(strip.rows), static_cast<int>(strip.cols));
  readers_.front()->read(strip, tile.view());
  rows.reserve(static_cast<std::size_t>(strip.pixels()));
  for (int row = 0; row < tile.view().rows; ++row) {
    const auto pixels = tile.view().row(0, row);
    rows.insert(rows.end(), pixels.begin(), pixels.end());
  }
  return rows;
}

std::vector<float> grid_plane(const std::string& path, int band, Thinning thinning, const Grid& grid) {
  PlaneReader reader(path, band, thinning, grid, kStripRows);
  std::vector<float> plane;
  plane.reserve(static_cast<std::size_t>(grid.window().pixels()));
  for (std::vector<float> rows = reader.next(); !rows.empty(); rows = reader.next())
    plane.insert(plane.end(), rows.begin(), rows.end());
  return plane;
}

std::vector<float> web_plane(const std::string& path, int band, Thinning thinning, const WebFrame& frame) {
  return grid_plane(path, band, thinning, frame.grid);
}

geo::Picture levels(std::span<const float> plane, const WebFrame& frame, double low, double high) {
  constexpr double kSteps = 254;
  geo::Picture picture{static_cast<int>(frame.grid.cols), static_cast<int>(frame.grid.rows), 1, {}};
  picture.pixels.reserve(plane.size());
  for (const float value : plane)
    picture.pixels.push_back(
        std::isnan(value) ? std::uint8_t{0}
                          : static_cast<std::uint8_t>(std::lround(
                                1 + kSteps * std::clamp((static_cast<double>(value) - low) / (high - low), 0.0, 1.0))));
  return picture;
}

geo::Picture codes(std::span<const float> plane, const WebFrame& frame) {
  geo::Picture picture{static_cast<int>(frame.grid.cols), static_cast<int>(frame.grid.rows), 1, {}};
  picture.pixels.reserve(plane.size());
  for (const float value : plane)
    picture.pixels.push_back(std::isnan(value) ? std::uint8_t{0}
                                               : static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F)));
  return picture;
}

}  // namespace greisen::outputs
