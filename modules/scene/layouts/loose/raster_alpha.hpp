// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "geo/read/band_source.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// Settles what a file's bands of opacity (alpha) are. GDAL's writers call the fourth band of an 8-bit file opacity
/// even where it is the near infrared: where the list of bands names it, or its description is a band that some sensor
/// of the catalogue has, it is a measurement. Clears `alpha` in `info` then and gives true. Else the list may leave it
/// out: it gets a "-" there.
bool alpha_is_data(geo::FileInfo& info, std::vector<std::string>& bands, const Catalogue& catalogue);

/// What beside nodata says which pixels are missing, as a decision; a warning where opacity might be a measurement.
void tell_masks(Scene& scene, const geo::FileInfo& info);

}  // namespace greisen::scene
