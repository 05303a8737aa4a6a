// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/write/pixel_statistics.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {

/// Nodata of float products.
inline constexpr double kNodata = -9999;

enum class PixelType { uint8, uint16, int16, uint32, float32 };
[[nodiscard]] int bytes_of(PixelType type);

/// What a file says of its pixels, besides the pixels.
struct RasterProfile {
  Grid grid;
  std::vector<Layer> layers;  ///< one band each: description = name; unit, formula, source, meaning
  PixelType type = PixelType::float32;
  std::optional<double> nodata = kNodata;  ///< what missing becomes; none: missing is refused (E1061)
  double scale = 1;                        ///< value = stored × scale + offset, written where it is not 1 and 0
  double offset = 0;
  std::vector<std::pair<std::string, std::string>> metadata;  ///< of the whole file; no dates
};

using CreationOptions = std::vector<std::pair<std::string, std::string>>;
/// From repeated `--co KEY=VALUE`; E2060 without "=", twice the same key.
CreationOptions parse_creation_options(const std::vector<std::string>& texts);
/// E2060 with GDAL's text where the driver ("GTiff", "COG") does not know an option or its value.
void check_creation_options(const std::string& driver, const CreationOptions& options);

/// Writes one GeoTIFF as its windows come, in a pool of GDAL's threads where compressed. The file is in a PartFile
/// until close() proves and renames it; without close() it is removed.
/// Defaults: TILED=YES, blocks of 512, INTERLEAVE=BAND, BIGTIFF=IF_SAFER; `options` override. Without any option
/// DEFLATE with a predictor; with some, as in GDAL, only what COMPRESS says. The bytes depend on the profile and the
/// options, not on `threads` and the size of the windows.
class GTiffSink {
 public:
  /// Throws E2060 (options), E7001 / E7002 (the file cannot be made).
  GTiffSink(std::string path, RasterProfile profile, const CreationOptions& options, int threads);
  GTiffSink(GTiffSink&& other) noexcept;
  GTiffSink& operator=(GTiffSink&&) = delete;
  ~GTiffSink();

  struct BlockSize {
    int cols = 0;
    int rows = 0;
  };
  /// Windows one block high made of whole blocks (cut at the grid's right and lower edge), and windows as wide as the
  /// grid, go straight to the file. Others must come row by row of windows, left to right; whole rows of the grid are
  /// gathered first, as many as a row of blocks and a row of windows need.
  [[nodiscard]] BlockSize block_size() const;

  /// One caller at a time; each pixel once. NaN becomes nodata; a measured −9999 moves by one unit in the last place.
  /// Throws E1060 (infinite), E1061 (missing without nodata), E1062 (does not fit the integer type, or windows out of
  /// order), E7001 / E7002.
  void write(const Window& window, ConstTileView pixels);

  /// One per band, before close().
  void set_statistics(const std::vector<BandStatistics>& statistics);

  /// E7001 / E7002 where anything failed to reach the disk, E1062 where pixels were never written.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greisen::geo
