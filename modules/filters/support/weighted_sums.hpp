// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "raster/tile.hpp"

namespace greisen::filters {

/// out[k] = Σ_b weights[k][b] · (in[b] - offset[b]) for all pixels, in double, bands in order, rounded once to float.
/// A pixel with a missing band is missing in all outputs. Used by all linear transforms of bands.
void weighted_sums(ConstTileView in, std::span<const double> offset, std::span<const double> weights, TileView out);

/// Working memory of one worker.
[[nodiscard]] std::size_t weighted_sums_bytes(std::size_t bands);

}  // namespace greisen::filters
