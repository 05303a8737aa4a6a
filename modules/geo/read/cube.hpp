// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "geo/read/array_file.hpp"
#include "geo/read/array_handles.hpp"

namespace greisen::geo {

/// Bands of a cube read in one go at most: what a chunk of the products holds.
inline constexpr int kBandsAtOnce = 32;

struct Rect {
  int col = 0;
  int row = 0;
  int cols = 0;
  int rows = 0;
  [[nodiscard]] std::size_t pixels() const { return static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows); }
};

/// Bands [first, last] of the array, counted from 0.
struct BandRun {
  int first = 0;
  int last = 0;
};

/// The three arrays of a cube; the caller holds arrays_guard().
struct Cube {
  DatasetPtr file;
  ArrayPtr data;
  ArrayPtr lookup_x;
  ArrayPtr lookup_y;
  std::array<int, 3> axis = {0, 1, 2};  ///< of row, column and band in the array
  std::array<std::uint64_t, 3> size = {0, 0, 0};
  std::array<std::uint64_t, 3> chunk = {0, 0, 0};  ///< 0: unknown
  int cols = 0;                                    ///< of the raster
  int rows = 0;
  GDALDataType type = GDT_Unknown;
  double nodata = 0;
  bool has_nodata = false;

  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(GDALGetDataTypeSizeBytes(type)); }
  /// Fills `to` [band][row][col] of the array's own pixels.
  [[nodiscard]] bool read(const BandRun& bands, const Rect& rect, std::byte* to) const;
  /// Columns or rows of the cube, counted from 1, [row][col] of a rectangle of the map.
  [[nodiscard]] bool read_lookup(GDALMDArrayH lookup, const Rect& rect, std::vector<std::int32_t>& to) const;
};

/// False, with a failure told to GDAL, where the file does not hold such a cube. The caller holds arrays_guard().
bool open_cube(const std::string& file, const CubeLayout& layout, Cube& cube);

/// The wanted bands (from 0) as runs that read no chunk twice.
std::vector<BandRun> runs_of(std::vector<int> bands, std::uint64_t chunk);

}  // namespace greisen::geo
