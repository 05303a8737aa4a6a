// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue/catalogue.hpp"

namespace greisen::sample {

/// A band of the made-up product.
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
/// Reflectance 0–1 in the bands of kBands.
using Reflectance = std::array<double, kBands.size()>;

/// Σ share × reflectance; shares need not sum to 1 (a sum below 1 is a darker surface).
[[nodiscard]] Reflectance mixed(const std::vector<std::pair<double, const Reflectance*>>& parts);

/// What the country is made of. Minerals and plants: spectra of the catalogue at the sensor's bands, as powders and
/// leaves; the others are plain curves of this project.
struct Materials {
  Reflectance albite;
  Reflectance quartz;
  Reflectance muscovite;
  Reflectance kaolinite;
  Reflectance goethite;
  Reflectance hematite;
  Reflectance calcite;
  Reflectance dyke_rock;
  Reflectance dry_grass;
  Reflectance green_grass;
  Reflectance dark;   ///< graphite, biotite, lichen, small shadows: flat
  Reflectance water;  ///< a slow river, a little green
  Reflectance cloud;
  Reflectance asphalt;
  Reflectance sky;  ///< what reaches shadowed ground: blue light, as a share of the sunlit
};
[[nodiscard]] Materials materials_of(const Catalogue& catalogue);

}  // namespace greisen::sample
