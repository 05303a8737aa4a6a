// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gdal.h>

#include "base/process/wire.hpp"

/// What goes between the program and the helpers that read files for it.
namespace greisen::geo::guarded {

enum class Asks : char { describe = 'd', block = 'b', pixels = 'p', arrays = 'a', only = 'o' };

/// What opens a raster: by which driver, under which name, with which options.
struct Name {
  std::string file;  ///< whose bytes are read
  std::string path;  ///< as GDAL takes it: a file, a part of one, a cube
  std::string driver;
  std::vector<std::string> options;
  void put(WireWriter& to) const;
  static Name get(WireReader& from);
};

/// One band, or its mask.
struct Plane {
  int type = 0;
  int block_cols = 0;
  int block_rows = 0;
  void put(WireWriter& to) const;
  static Plane get(WireReader& from);
  [[nodiscard]] std::uint64_t block_bytes() const;
};

using Items = std::vector<std::pair<std::string, std::vector<std::string>>>;  ///< by domain

struct BandFacts {
  Plane pixels;
  int mask_flags = GMF_ALL_VALID;
  Plane mask;
  bool has_nodata = false;
  double nodata = 0;
  bool has_scale = false;
  double scale = 1;
  bool has_offset = false;
  double offset = 0;
  std::string unit;
  std::string description;
  int colour = GCI_Undefined;
  Items items;
  void put(WireWriter& to) const;
  static BandFacts get(WireReader& from);
  [[nodiscard]] bool own_mask() const { return (mask_flags & (GMF_ALL_VALID | GMF_NODATA)) == 0; }
};

struct Facts {
  std::string driver;
  int cols = 0;
  int rows = 0;
  std::string crs;
  bool has_transform = false;
  std::array<double, 6> transform = {};
  int points = 0;  ///< of control
  std::vector<std::string> files;
  Items items;
  std::vector<BandFacts> bands;
  void put(WireWriter& to) const;
  /// WireBroken where no raster has such sizes.
  static Facts get(WireReader& from);
};

/// A rectangle of some bands (counted from 1) or of one band's mask, as so many columns and rows.
struct Wanted {
  bool mask = false;
  std::array<int, 4> rectangle = {};  ///< column, row, columns, rows
  int out_cols = 0;
  int out_rows = 0;
  int type = 0;
  int resampling = GRIORA_NearestNeighbour;
  std::vector<int> bands;
  void put(WireWriter& to) const;
  static Wanted get(WireReader& from);
  [[nodiscard]] std::uint64_t bytes() const;
};

/// What GDAL said meanwhile.
struct Said {
  int severity = 0;
  int number = 0;
  std::string text;
};
void put(const std::vector<Said>& said, WireWriter& to);
std::vector<Said> get_said(WireReader& from);

/// Of pixels in one answer.
inline constexpr std::uint64_t kMostPixelBytes = std::uint64_t{1} << 29U;

}  // namespace greisen::geo::guarded
