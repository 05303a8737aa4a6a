// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/place/shapes.hpp"
#include "sample_data/bodies.hpp"
#include "sample_data/cover_map.hpp"
#include "sample_data/dykes.hpp"

namespace greisen::sample {

/// Height of the ground in metres above some level.
double height_m(const geo::Point& place);

/// Share of granite in the bedrock, 0–1; the rest is slate and schist. The contact is some tens of metres wide.
double granite_share(const geo::Point& place);

/// Distance from the river's middle, in metres east.
double river_distance_m(const geo::Point& place);

/// Fields, a burnt hillside, a reservoir, pits and dumps, marble, bodies, dykes, river, quarry, tracks, road and
/// village, the later over the earlier.
CoverMap paint_country(const std::vector<Dyke>& dykes, const std::vector<Body>& bodies);

}  // namespace greisen::sample
