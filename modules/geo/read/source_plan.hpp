// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/read/band_source.hpp"
#include "geo/read/block_store.hpp"
#include "geo/read/dn_to_value.hpp"
#include "geo/read/warp_lattice.hpp"

namespace greisen::geo {

/// Bands whose pixels lie alike: positions and weights are made once for all of them.
struct SourceGroup {
  SourceGrid grid;
  bool aligned = false;        ///< the target's pixels, shifted by whole pixels: copied
  std::int64_t col_shift = 0;  ///< source column = target column + col_shift
  std::int64_t row_shift = 0;
  double rim_px = 0;  ///< outer part of the source that is not used where it is warped
};

/// Stored numbers of one plane and how they are decoded.
struct SourcePlane {
  BlockSource blocks;        ///< of this plane alone; `layout` is given when a pass begins
  bool interleaved = false;  ///< pixel by pixel with the other bands of its file: decoded together with them
  double decode_ns = 0;      ///< of one pixel on one core
};

/// What says of a band's pixels, beside their values, whether they are measured.
struct SourceMask {
  SourcePlane plane;
  ValueRule shown;  ///< of a stored number: missing where it hides the pixel
};

/// A band as the reader needs it.
struct SourceBand {
  int group = 0;
  Resampling resampling = Resampling::bilinear;
  ValueRule rule;
  std::uint16_t any_bits = 0;  ///< of Resampling::classes
  SourcePlane plane;
  std::vector<SourceMask> masks;  ///< all must say that the pixel is measured
};

struct SourcePlan {
  Grid target;
  Crs target_crs;
  std::vector<SourceGroup> groups;
  std::vector<SourceBand> bands;
};

/// Opens each file once. Throws E3011 (does not open), E3013 (no such band), E3014 (complex numbers), E4012, E4020 (no
/// georeference), E4021 (no CRS).
SourcePlan plan_sources(const std::vector<BandSource>& bands, const Grid& target);

/// The plane a band (or, with of_mask, its mask) of a file is. E3014 for complex numbers.
SourcePlane plane_of(GDALDatasetH dataset, const BandSource& source, int band, bool of_mask);

/// How the store cuts a raster: by the file's blocks, unless these are huge, thin strips, or hold all bands.
void choose_blocks(BlockSource& source, int file_block_cols, int file_block_rows, bool whole_pixels, bool is_virtual);

/// Nanoseconds of one core to decode a pixel of one band, by GDAL's driver and compression. Measured on one machine:
/// for plans, not promises.
double decode_ns(const std::string& driver, const std::string& compression);

}  // namespace greisen::geo
