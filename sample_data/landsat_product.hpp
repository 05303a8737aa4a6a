// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sample_data/cover_map.hpp"
#include "sample_data/materials.hpp"
#include "sample_data/plane.hpp"

namespace greisen::sample {

/// Writes LC09_L2SP_…/ below `folder` as the agency packs it: a GeoTIFF a band (surface reflectance), QA_PIXEL and the
/// MTL. A day without a cloud, the whole country. Throws E70xx.
void write_landsat_product(const std::string& folder, const std::vector<Plane>& country, const CoverMap& map);

}  // namespace greisen::sample
