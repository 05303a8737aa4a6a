// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "raster/tile_reader.hpp"

namespace greisen::geo {

/// How values between pixel centres are made. Missing pixels leave the weights. `classes`: see ClassBits.
enum class Resampling { nearest, bilinear, cubic, average, classes };

/// Whole numbers that stand for classes, read as bits. What holds for a pixel of the target follows from its footprint:
/// a bit of `any` where a source pixel with it reaches in by more than a sliver (a twentieth of the narrower of the
/// two), the others where more than half of what is observed has one of them. Missing where nothing is observed.
struct ClassBits {
  std::shared_ptr<const std::vector<std::uint16_t>> bits_of_dn;  ///< of 0, 1 …; other values are no observation
  std::uint16_t missing = 0;                                     ///< a class with one of these bits is no observation
  std::uint16_t any = 0;
};

/// One band of one file as one layer: value = DN × scale + offset, in the layer's unit.
struct BandSource {
  std::string path;  ///< anything GDAL opens
  int band = 1;      ///< counts from 1
  Layer layer;
  double scale = 1;
  double offset = 0;
  std::vector<double> missing_dn = {};  ///< stored values that are no measurement, beside the file's own nodata
  /// Least and greatest value, in the layer's unit, that can be one; what lies beyond is missing. None: all count.
  std::optional<std::array<double, 2>> valid_range = {};
  /// The file's band of opacity (alpha) is a measurement, as who describes the file says, and masks nothing.
  bool alpha_is_data = false;
  Resampling resampling = Resampling::bilinear;
  std::optional<ClassBits> classes = {};  ///< for Resampling::classes; scale and offset do not count then
  /// Warped pixels whose neighbours the file does not hold on all sides are missing: of files that overlap none shows
  /// its rim.
  bool without_rim = false;
  std::string crs = {};                                     ///< overrides the file's CRS; empty: the file's own
  std::optional<std::array<double, 6>> geo_transform = {};  ///< overrides the file's, or gives it one, as GDAL has it
};

/// The bands on the target grid, as layers in the given order. Bands whose own grid is the target's (whole-pixel shift)
/// are copied; others are warped (PROJ lattice, see warp.hpp). A pixel is missing where its value is nodata, and where
/// a mask of the file (in it, or NAME.msk beside it) or its band of opacity is 0; all of these count. Opacity between
/// none and full leaves a pixel measured, as GDAL's warper has it, but for values stored multiplied by it. Throws
/// Error: E3xxx a file that does not open or has no CRS, E4xxx rotated or ballpark transformations.
Raster raster_of(std::vector<BandSource> bands, const Grid& target);

/// The file's own grid, bands and metadata; reads no pixel.
struct BandInfo {
  std::string description;
  std::string type;  ///< GDAL's name: "UInt16", "Float32" …
  bool has_nodata = false;
  double nodata = 0;
  double scale = 1;
  double offset = 0;
  std::string unit;
  int block_cols = 0;
  int block_rows = 0;
  bool has_wavelength = false;
  double wavelength_nm = 0;
  double width_nm = 0;  ///< full width at half maximum; 0: the file does not say
  bool bad = false;     ///< the file's own list of bad bands names it
  bool alpha = false;   ///< says how opaque a pixel is, and measures nothing
  bool masked = false;  ///< a mask in the file or beside it says which of its pixels are measured
};
struct FileInfo {
  std::string path;
  std::string driver;
  Grid grid;            ///< of a north-up file; for others only cols and rows hold, see `upright`
  bool upright = true;  ///< false: south-up or rotated (geo_transform tells)
  double geo_transform[6] = {0, 1, 0, 0, 0, 1};
  bool has_geo_transform = false;
  std::vector<BandInfo> bands;
  std::vector<std::string> subdatasets;
  std::vector<std::string> subdataset_texts;    ///< what GDAL says of each: "[2x3] ImageData4 (8-bit unsigned integer)"
  std::map<std::string, std::string> metadata;  ///< default and ENVI domain, "IMAGERY:key"; long values are cut
};
FileInfo file_info(const std::string& path);
/// The upright grid around a raster however it is turned: its own where it is upright, else the box around it with a
/// pixel of the same area. For finding out where it lies; without a geotransform, its own rows and columns.
Grid outline_of(const FileInfo& info);

}  // namespace greisen::geo
