// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "raster/tile_reader.hpp"
#include "scene/reasons.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// Which pixels of one observation are not used. Bits come from the product's quality layer by its catalogue meaning.
struct MaskOptions {
  /// Pixels with one of these bits become missing; other bits are ignored. Dark features (SCL 2, catalogued
  /// as terrain shadow) are kept unless asked for: dark slate looks like them.
  std::uint16_t masked = bits_of(
      {Reason::nodata, Reason::cloud, Reason::shadow, Reason::water, Reason::snow, Reason::saturated, Reason::cirrus});
  double buffer_m = 60;        ///< cloud, cirrus and shadow grow by a disc of this radius, on the target grid
  double metres_per_unit = 1;  ///< of the target grid's CRS, to turn buffer_m into pixels
  std::optional<geo::Resampling> resampling =
      {};  ///< none: average where the target is 1.5 times as coarse, else bilinear
};

/// Names of the last layers of the rasters below.
inline constexpr std::string_view kReasonsLayer = "reasons";
inline constexpr std::string_view kObservationsLayer = "observations";

/// One observation on a grid: the bands as reflectance (kMissing where masked or without measurement), then `reasons`
/// (or-ed bits as a number; 0 where all bands are there). E4101 for a band the scene lacks.
Raster scene_raster(const Scene& scene, const std::vector<std::string>& bands, const Grid& grid,
                    const MaskOptions& mask);

/// Composites over rasters of scene_raster with equal grids and layers, newest first. An observation of a pixel counts
/// where all its bands are there. Layers: the bands, `reasons` (0 where observed, else or-ed over the dates) and
/// `observations` (how many dates count). E4102 where grids or layers differ.
/// latest: the newest observation that counts. median: of all that count, band by band; the mean of the middle two for
/// an even number.
Raster latest(std::vector<Raster> newest_first);
Raster median(std::vector<Raster> newest_first);

}  // namespace greisen::scene
