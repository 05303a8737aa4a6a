// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "geo/write/picture.hpp"
#include "raster/grid.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::outputs {

/// What a web map shows: pixels in EPSG:3857, and where its corners lie.
struct WebFrame {
  Grid grid;
  double west = 0;  ///< degrees
  double south = 0;
  double east = 0;
  double north = 0;
};

inline constexpr int kWebPixels = 1024;  ///< of the longer side, at most

/// The box of the area with a margin of a twentieth; pixels of `pixel_m` metres on the ground, or coarser. E4012 where
/// the area does not lie within 85 degrees of the equator.
WebFrame web_frame(const geo::Area& area, double pixel_m, int most_pixels = kWebPixels);

/// How a file's pixels become those of the frame.
enum class Thinning { mean, nearest };

/// One band of a file on a grid, strip by strip from the north; NaN where there is none. Memory does not grow with the
/// file.
class PlaneReader {
 public:
  /// E3xxx, E4xxx as geo::raster_of.
  PlaneReader(const std::string& path, int band, Thinning thinning, const Grid& grid, std::int64_t strip_rows);
  PlaneReader(const PlaneReader&) = delete;
  PlaneReader& operator=(const PlaneReader&) = delete;
  /// The next rows, as wide as the grid; empty after the last.
  std::vector<float> next();

 private:
  Raster raster_;
  std::vector<Window> strips_;
  std::vector<std::unique_ptr<TileReader>> readers_;
  std::size_t done_ = 0;
};

/// The whole plane.
std::vector<float> grid_plane(const std::string& path, int band, Thinning thinning, const Grid& grid);

/// One band of a file, as pixels of a frame.
struct PlaneOf {
  std::string path;
  int band = 1;
  Thinning thinning = Thinning::mean;
};
using Planes = std::vector<std::vector<float>>;
/// Bands of files in the frame, as many read together as blocks of them may be kept: what their grids have in common is
/// found out once.
Planes web_planes(std::span<const PlaneOf> planes, const WebFrame& frame, int threads);

/// Grey levels: 0 for missing, 1 to 255 for low to high, beyond them the ends.
geo::Picture levels(std::span<const float> plane, const WebFrame& frame, double low, double high);
/// The values themselves, 0 to 255; missing is 0.
geo::Picture codes(std::span<const float> plane, const WebFrame& frame);

}  // namespace greisen::outputs
