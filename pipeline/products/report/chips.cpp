// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/report/chips.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "geo/read/band_source.hpp"

namespace greisen {
namespace {

constexpr std::size_t kMostChips = 40;
constexpr std::int64_t kLeastChip = 64;
constexpr std::int64_t kMostChip = 200;  ///< pixels a side; a longer target is shown in part

Window chip_window(const Window& box, const Grid& grid) {
  const auto span = [](std::int64_t first, std::int64_t length) {
    const std::int64_t size = std::clamp(length + length / 2, kLeastChip, kMostChip);
    return std::pair{first + length / 2 - size / 2, size};
  };
  const auto [col, cols] = span(box.col, box.cols);
  const auto [row, rows] = span(box.row, box.rows);
  return Window{col, row, cols, rows}.intersected(grid.window());
}

Grid part_of(const Grid& grid, const Window& window) {
  Grid part = grid;
  part.origin_x = grid.x_of(static_cast<double>(window.col));
  part.origin_y = grid.y_of(static_cast<double>(window.row));
  part.cols = window.cols;
  part.rows = window.rows;
  return part;
}

/// Red, green and blue at full resolution, stretched as on the map.
geo::Picture picture_of(const std::string& path, const outputs::MapLayer& layer, const Grid& grid) {
  std::vector<geo::BandSource> bands;
  for (const outputs::Stretch& stretch : layer.composite) {
    geo::BandSource band;
    band.path = path;
    band.band = stretch.band;
    bands.push_back(std::move(band));
  }
  const Raster raster = geo::raster_of(bands, grid);
  const std::vector<Window> windows = {grid.window()};
  PassRequest request;
  request.windows = windows;
  request.layers = {0, 1, 2};
  request.store_bytes = std::size_t{64} << 20U;
  Tile tile(3, static_cast<int>(grid.rows), static_cast<int>(grid.cols));
  raster.open(request).front()->read(windows.front(), tile.view());
  geo::Picture picture{static_cast<int>(grid.cols), static_cast<int>(grid.rows), 3, {}};
  for (int row = 0; row < tile.view().rows; ++row)
    for (int col = 0; col < tile.view().cols; ++col)
      for (int channel = 0; channel < 3; ++channel) {
        const outputs::Stretch& stretch = layer.composite.at(static_cast<std::size_t>(channel));
        const auto value = static_cast<double>(tile.view().at(channel, row, col));
        const double share = std::clamp((value - stretch.low) / (stretch.high - stretch.low), 0.0, 1.0);
        picture.pixels.push_back(std::isnan(value) ? std::uint8_t{235}
                                                   : static_cast<std::uint8_t>(std::lround(255 * share)));
      }
  return picture;
}

}  // namespace

void add_chips(const ReportSource& source, const targets::TargetGround& ground, Json& targets) {
  const auto layer = std::ranges::find_if(
      source.layers, [](const outputs::MapLayer& one) { return one.style.render == Render::composite; });
  if (layer == source.layers.end()) return;
  std::vector<std::size_t> best(targets.size());
  for (std::size_t i = 0; i < best.size(); ++i) best[i] = i;
  std::ranges::stable_sort(best, {}, [&](std::size_t i) { return source.targets.all[i].rank; });
  if (best.size() > kMostChips) best.resize(kMostChips);
  const Grid& grid = source.loaded.graph.graph->grid();
  const double metres = geo::parse_crs(grid.crs).metres_per_unit;
  for (const std::size_t i : best) {
    if (ground.box(i).empty()) continue;
    const Grid part = part_of(grid, chip_window(ground.box(i), grid));
    Json outline = Json::array();
    for (const geo::Polygon& polygon : source.targets.all[i].polygons)
      for (const geo::Ring& ring : polygon.rings) {
        Json points = Json::array();
        for (const geo::Point& point : ring) points.push_back({part.col_of(point.x), part.row_of(point.y)});
        outline.push_back(std::move(points));
      }
    targets[i]["chip"] = {{"png", "data:image/png;base64," +
                                      base64(geo::png_of(picture_of(source.folder + "/" + layer->file, *layer, part)))},
                          {"width", part.cols},
                          {"height", part.rows},
                          {"pixelM", part.pixel_x * metres},
                          {"title", layer->title},
                          {"outline", std::move(outline)}};
  }
}

}  // namespace greisen
