// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sample_data/plane.hpp"

namespace greisen::sample {

/// AST_L1T of a day of July 2006 in its form of three GeoTIFFs (VNIR, SWIR, TIR): numbers at normal gain, as at the top
/// of a hazy atmosphere, and the metadata that tell radiance and sun. No cloud;
/// without its thermal bands where they are not asked for. E70xx.
void write_aster_product(const std::string& folder, const std::vector<Plane>& country, bool thermal = true);

}  // namespace greisen::sample
