// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
  /// Where sun and clouds are known, cloud shadows are checked by geometry: see cloud_shadow.hpp.
  bool shadow_geometry = true;
  double buffer_m = 60;        ///< cloud, cirrus and shadow grow by a disc of this radius, on the target grid
  double metres_per_unit = 1;  ///< of the target grid's CRS, to turn buffer_m into pixels
  std::optional<geo::Resampling> resampling =
      {};  ///< none: average where the target is 1.5 times as coarse, else bilinear
};

/// Names of the last layers of the rasters below.
inline constexpr std::string_view kReasonsLayer = "reasons";
inline constexpr std::string_view kObservationsLayer = "observations";

/// One observation on a grid: the bands as reflectance (kMissing where masked or without measurement), then `reasons`
/// (or-ed bits as a number; 0 where all bands are there). No bands: the reasons alone. E4101 for a band the scene
/// lacks.
Raster scene_raster(const Scene& scene, const std::vector<std::string>& bands, const Grid& grid,
                    const MaskOptions& mask);

/// Composites over rasters of scene_raster with equal grids and layers, newest first. An observation of a pixel counts
/// where all its bands are there. Layers: the bands, `reasons` (0 where observed, else or-ed over the dates) and
/// `observations` (how many dates count). E4102 where grids or layers differ.
/// latest: the newest observation that counts.
Raster latest(std::vector<Raster> newest_first);

/// The composites below weigh all observations that count, and have one layer more, `temporal_spread`: the median
/// distance of the observations from the composite, over all bands (EMAD of Roberts, Dunn & Mueller 2018).
inline constexpr std::string_view kSpreadLayer = "temporal_spread";
/// Band by band; the mean of the middle two for an even number.
Raster median(std::vector<Raster> newest_first);
/// Geometric median (Roberts, Mueller & McIntyre 2017): keeps the relations between bands.
Raster geometric_median(std::vector<Raster> newest_first);

/// Numbers of the layers that the weights of `barest` look at; -1: the scenes lack the band.
struct BarestBands {
  int red = -1;
  int nir = -1;
  int swir1 = -1;
  int swir2 = -1;
};
/// Geometric median weighted towards bare ground (after Roberts, Wilford & Ghattas 2019): each observation counts by
/// 1 / (1 + exp((NDVI - 0.25) / 0.05)), less where it is burnt (burnt-area index above 80) or drier than the pixel ever
/// is (tillage index above its least by 0.06: straw). The weights are this project's proposal, not published figures.
/// Without red and nir it is the geometric median.
Raster barest(std::vector<Raster> newest_first, const BarestBands& bands);
/// The weight of one observation; `least_tillage`: least (swir1 - swir2) / (swir1 + swir2) of the pixel's observations.
double barest_weight(std::span<const float> spectrum, const BarestBands& bands, double least_tillage);

}  // namespace greisen::scene
