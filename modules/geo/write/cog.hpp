// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/write/raster_writer.hpp"

namespace greisen::geo {

/// One value of a class map.
struct RasterClass {
  int value = 0;
  std::string name;
  std::array<std::uint8_t, 4> rgba = {0, 0, 0, 255};
};

/// Pixels in memory order of a profile's layers, NaN for missing; the same window always gives the same pixels.
struct PixelSource {
  RasterProfile profile;
  std::function<void(const Window& window, TileView out)> read;  ///< windows of 512 × 512, cut at the edge; one thread
};

enum class OverviewResampling { average, mode, nearest };

struct CogOptions {
  OverviewResampling overviews = OverviewResampling::average;
  int threads = 1;
  std::vector<RasterClass> classes = {};  ///< uint8 and uint16: colour table inside, names beside it in NAME.aux.xml
  std::function<bool()> keep_going = {};  ///< asked while writing; false ends with E1065 and nothing left; may be empty
  /// Without any, our own tiles (cog_tiles.hpp); with some, GDAL's COG driver makes a copy of such a file by them.
  CreationOptions creation_options = {};
};

/// A Cloud Optimized GeoTIFF with statistics, names, units and formulas inside; written in a PartFile, reopened,
/// its layout and its bytes (with creation options its pixels) compared with what was written, then renamed. The same
/// bytes for any number of threads. Throws E2060 (options), E1062 (classes that do not fit), E1063 (the file read back
/// differs), E7001 / E7002; then nothing is left behind. Returns the statistics written.
std::vector<BandStatistics> write_cog(const std::string& path, const PixelSource& source, const CogOptions& options);

/// The statistics inside a finished COG; NaN where a band has none. E3011 where it does not open.
std::vector<BandStatistics> cog_statistics(const std::string& path);

/// What a finished COG lacks: its layout, a CRS, overviews down to a block, statistics. Empty: nothing.
std::vector<std::string> cog_faults(const std::string& path);

}  // namespace greisen::geo
