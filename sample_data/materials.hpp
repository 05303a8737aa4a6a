// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue/catalogue.hpp"

namespace greisen::sample {

/// A band of a made-up product.
struct SampleBand {
  std::string_view name;
  int pixel_m = 0;
};
inline constexpr std::array<SampleBand, 10> kBands = {{{"B02", 10},
                                                       {"B03", 10},
                                                       {"B04", 10},
                                                       {"B08", 10},
                                                       {"B05", 20},
                                                       {"B06", 20},
                                                       {"B07", 20},
                                                       {"B8A", 20},
                                                       {"B11", 20},
                                                       {"B12", 20}}};
/// Those of Landsat 9.
inline constexpr std::array<SampleBand, 6> kLandsatBands = {
    {{"B2", 30}, {"B3", 30}, {"B4", 30}, {"B5", 30}, {"B6", 30}, {"B7", 30}}};
/// Those of ASTER, in the order of its files.
inline constexpr std::array<SampleBand, 14> kAsterBands = {{{"B1", 15},
                                                            {"B2", 15},
                                                            {"B3N", 15},
                                                            {"B4", 30},
                                                            {"B5", 30},
                                                            {"B6", 30},
                                                            {"B7", 30},
                                                            {"B8", 30},
                                                            {"B9", 30},
                                                            {"B10", 90},
                                                            {"B11", 90},
                                                            {"B12", 90},
                                                            {"B13", 90},
                                                            {"B14", 90}}};
inline constexpr std::size_t kThermalBands = 5;  ///< the last ones of kAsterBands
/// Reflectance 0–1 in the bands of kBands, of kLandsatBands, then of kAsterBands; emissivity in the thermal ones.
inline constexpr std::size_t kLandsatFirst = kBands.size();
inline constexpr std::size_t kAsterFirst = kLandsatFirst + kLandsatBands.size();
using Reflectance = std::array<double, kAsterFirst + kAsterBands.size()>;

/// Σ share × reflectance; shares need not sum to 1 (a sum below 1 is a darker surface). Emissivity: their mean.
[[nodiscard]] Reflectance mixed(const std::vector<std::pair<double, const Reflectance*>>& parts);

/// What the country is made of. Minerals and plants: the truth spectra at the sensors' bands, as powders and leaves;
/// the others are plain curves of this project.
struct Materials {
  Reflectance albite;
  Reflectance microcline;
  Reflectance quartz;
  Reflectance muscovite;
  Reflectance kaolinite;
  Reflectance goethite;
  Reflectance hematite;
  Reflectance calcite;
  Reflectance topaz;
  Reflectance calc_silicate;  ///< epidote, garnet, pyroxene
  Reflectance dyke_rock;      ///< feldspars, quartz, white mica, a little kaolin
  Reflectance dry_grass;
  Reflectance straw;
  Reflectance leaves;
  Reflectance lichen;
  Reflectance burnt;  ///< ash and charred soil
  Reflectance dark;   ///< graphite, biotite, small shadows: flat
  Reflectance water;  ///< a slow river, a little green
  Reflectance cloud;
  Reflectance asphalt;
  Reflectance sky;  ///< what reaches shadowed ground: blue light, as a share of the sunlit
};
[[nodiscard]] Materials materials_of(const Catalogue& catalogue);

}  // namespace greisen::sample
