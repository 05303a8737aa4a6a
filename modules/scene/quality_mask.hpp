// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "catalogue/sensor.hpp"
#include "geo/read/band_source.hpp"
#include "raster/tile.hpp"

namespace greisen::scene {

/// How a quality layer is read: its classes as reason bits, of which those of `masked` are kept. On coarser grids any
/// share of cloud, cirrus, cloud shadow or saturation counts for the whole pixel, other reasons (water, snow) where
/// more than half of what is observed has them, and a pixel is nodata where nothing in it is observed: as a band's mean
/// is.
geo::ClassBits class_bits(const QualityLayer& meaning, std::uint16_t masked);

/// A block of reason bits, [row][col].
struct ReasonBlock {
  int rows = 0;
  int cols = 0;
  std::vector<std::uint16_t> bits;
};

/// Changes the flags of a row of `quality` before they grow.
using MendFlags = std::function<void(int row, std::span<std::uint16_t> flags)>;

/// Bits of `quality` (one layer of bits with a border of radius_px around `out`; a missing pixel has those of
/// `missing`), where cloud, cirrus and shadow grow by a disc of radius_px: a pixel whose centre lies within that
/// distance of a flagged one is flagged.
void grow_reasons(ConstTileView quality, std::uint16_t missing, int radius_px, ReasonBlock& out,
                  const MendFlags& mend = {});

}  // namespace greisen::scene
