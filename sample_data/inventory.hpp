// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "sample_data/bodies.hpp"
#include "sample_data/dykes.hpp"

namespace greisen::sample {

/// known.csv: what an inventory of showings would have of the country: every other of the dykes that bear lithium and
/// of the bodies of tungsten, as wide or narrow as they are, each some way from where it lies, with an accuracy of 50
/// m. `to_lon_lat`: from the country's UTM zone.
void write_inventory(const std::string& path, const std::vector<Dyke>& dykes, const std::vector<Body>& bodies,
                     const geo::PointTransform& to_lon_lat);

}  // namespace greisen::sample
