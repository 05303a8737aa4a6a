// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sample_data/country.hpp"
#include "sample_data/overpass.hpp"

namespace greisen::sample {

/// The corner of tile 29TPF that the country takes the place of, EPSG:32629.
inline constexpr double kWestMetres = 678000;
inline constexpr double kNorthMetres = 4542000;
inline double south_m() { return kNorthMetres - side_m(); }

/// Writes S2A_MSIL2A_….SAFE below `folder` as the agency packs it: product and tile metadata, and a JPEG 2000 file a
/// band. It holds only the resolutions at which the bands were measured, and only a part of its tile. Throws E70xx.
void write_sentinel2_product(const std::string& folder, int date, const Overpass& seen);

/// How the product of a date lies over the country.
Swath swath_of(int date);

}  // namespace greisen::sample
