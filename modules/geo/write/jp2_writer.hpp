// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "raster/grid.hpp"

namespace greisen::geo {

/// A lossless JPEG 2000 file of one band, georeferenced inside it (GeoJP2 and GMLJP2 boxes), as satellite products have
/// them: no nodata value, no overviews of its own, nothing beside it. `pixels` is row by row, grid.cols × grid.rows.
/// Deterministic. Written in a PartFile, then renamed. Throws E7001 / E7002, E1062 (pixels that do not fit the
/// grid).
void write_jp2(const std::string& path, const Grid& grid, std::span<const std::uint16_t> pixels);
void write_jp2(const std::string& path, const Grid& grid, std::span<const std::uint8_t> pixels);

}  // namespace greisen::geo
