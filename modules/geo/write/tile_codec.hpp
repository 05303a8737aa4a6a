// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "geo/write/cog.hpp"

namespace greisen::geo {

/// What a tile of a TIFF is before and after compression: pixels interleaved by band, rows from the top.

/// Half as many rows and columns (rounded up), from 2 × 2 pixels each. average: the mean of the measured ones, in
/// integers for integer types and then never nodata; mode: the commonest, the first of equals; nearest: the upper left.
void halve(ConstTileView from, OverviewResampling how, const RasterProfile& profile, TileView to);

/// Puts planes [layer][row][col] of `cols` × `rows` pixels of the profile's type into a tile of `tile_px` columns, at
/// the given column and row.
void interleave(std::span<const std::byte> planes, const Window& at, const RasterProfile& profile, int tile_px,
                std::span<std::byte> tile);

/// Does every pixel hold nodata? False without nodata.
[[nodiscard]] bool is_empty(std::span<const std::byte> tile, const RasterProfile& profile);
/// A tile of nodata, or of zeros without nodata.
[[nodiscard]] std::vector<std::byte> empty_tile(const RasterProfile& profile, int tile_px);

/// zlib's format at a level of 1 … 12; floats after TIFF's predictor 3 (Adobe Photoshop TIFF Technical Note 3, 2005).
[[nodiscard]] std::vector<std::byte> compress_tile(std::vector<std::byte> tile, const RasterProfile& profile,
                                                   int tile_px, int level);

}  // namespace greisen::geo
