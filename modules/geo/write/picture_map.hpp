// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"
#include "geo/write/picture.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

/// A picture of 4 channels that knows where it lies: a GeoTIFF (COG) of lossy JPEG with a mask, made at `path` itself;
/// quality 1-100. The same picture gives the same bytes. E7001 / E7002.
void write_jpeg_map(const std::string& path, const Picture& picture, const Grid& grid, int quality);

/// Of the pyramid of tiles of 256 pixels that web maps share (EPSG:3857), a rectangle of one zoom.
inline constexpr int kTilePx = 256;
struct TileRange {
  int zoom = 0;
  std::int64_t col = 0;  ///< from the west
  std::int64_t row = 0;  ///< from the north
  std::int64_t cols = 0;
  std::int64_t rows = 0;
  [[nodiscard]] Grid grid() const;
};
/// The tiles that a box (EPSG:3857, metres) meets at a zoom.
TileRange web_tiles_of(const Bounds& box, int zoom);
/// Metres at the equator of a pixel of that zoom.
double tile_pixel_m(int zoom);

struct TileMap {
  std::string name;
  std::string description;
  TileRange range;
};
/// Red, green, blue and opacity of each pixel of a window of the range's grid, rows from the north.
using TileSource = std::function<std::vector<std::uint8_t>(const Window& window)>;

/// MBTiles (1.3) of PNG tiles, one row of tiles asked for at a time, with overviews; made at `path` itself, which must
/// end in .mbtiles. The same pixels give the same bytes. E7001 / E7002.
void write_mbtiles(const std::string& path, const TileMap& map, const TileSource& pixels);

}  // namespace greisen::geo
