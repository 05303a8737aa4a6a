// SPDX-License-Identifier: Apache-2.0
#include "outputs/web_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "raster/for_each_tile.hpp"
#include "raster/tile.hpp"

namespace greisen::outputs {
namespace {

constexpr double kMargin = 0.05;
constexpr double kMostLatitude = 85;
constexpr std::int64_t kStripRows = 32;
constexpr std::size_t kStoreBytes = std::size_t{64} << 20U;
constexpr std::size_t kMostTogether = 4;
constexpr double kEarthRadiusMetres = 6378137;  // of the projection's sphere

double mercator_x(double lon) { return kEarthRadiusMetres * lon * std::numbers::pi / 180; }
double mercator_y(double lat) {
  return kEarthRadiusMetres * std::log(std::tan(std::numbers::pi / 4 + lat * std::numbers::pi / 360));
}
double longitude(double x) { return x / kEarthRadiusMetres * 180 / std::numbers::pi; }
geo::BandSource source_of(const std::string& path, int band, Thinning thinning) {
  geo::BandSource source;
  source.path = path;
  source.band = band;
  source.resampling = thinning == Thinning::mean ? geo::Resampling::average : geo::Resampling::nearest;
  return source;
}

double latitude(double y) {
  return (2 * std::atan(std::exp(y / kEarthRadiusMetres)) - std::numbers::pi / 2) * 180 / std::numbers::pi;
}

/// The layers of a request, of which the first is `read[first]`.
void read_planes(const Raster& raster, const PassRequest& request, std::size_t first, Planes& read) {
  const std::vector<std::unique_ptr<TileReader>> readers = raster.open(request);
  for_each_tile(
      static_cast<std::int64_t>(request.windows.size()), static_cast<int>(readers.size()),
      [&](int worker, std::int64_t number) {
        const Window& strip = request.windows[static_cast<std::size_t>(number)];
        Tile tile(static_cast<int>(request.layers.size()), static_cast<int>(strip.rows), static_cast<int>(strip.cols));
        readers[static_cast<std::size_t>(worker)]->read(strip, tile.view());
        for (int layer = 0; layer < tile.view().layers; ++layer)
          for (int row = 0; row < tile.view().rows; ++row)
            std::ranges::copy(tile.view().row(layer, row), read[first + static_cast<std::size_t>(layer)].begin() +
                                                               (strip.row + row) * raster.grid.cols);
      },
      [] { return true; });
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
  raster_ = geo::raster_of({source_of(path, band, thinning)}, grid);
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

Planes web_planes(std::span<const PlaneOf> planes, const WebFrame& frame, int threads) {
  Planes read(planes.size(), std::vector<float>(static_cast<std::size_t>(frame.grid.window().pixels())));
  if (planes.empty()) return read;
  std::vector<geo::BandSource> sources;
  for (const PlaneOf& plane : planes) sources.push_back(source_of(plane.path, plane.band, plane.thinning));
  const Raster raster = geo::raster_of(std::move(sources), frame.grid);
  std::vector<Window> strips;
  for (std::int64_t top = 0; top < frame.grid.rows; top += kStripRows)
    strips.push_back(Window{0, top, frame.grid.cols, kStripRows}.intersected(frame.grid.window()));
  PassRequest request;
  request.windows = strips;
  request.layers = {0};
  request.threads = threads;
  request.store_bytes = kStoreBytes;
  const std::size_t one = std::max<std::size_t>(raster.cost(request).store_bytes, 1);
  const std::size_t together = std::clamp<std::size_t>(kStoreBytes / one, 1, kMostTogether);
  for (std::size_t first = 0; first < planes.size(); first += together) {
    request.layers.clear();
    for (std::size_t i = first; i < std::min(first + together, planes.size()); ++i)
      request.layers.push_back(static_cast<int>(i));
    read_planes(raster, request, first, read);
  }
  return read;
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
