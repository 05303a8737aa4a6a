// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "geo/vectors/occurrences.hpp"
#include "targets/target.hpp"
#include "targets/target_ground.hpp"

namespace greisen::targets {

/// Fills the nearest of the known occurrences (in the grid's CRS) and its distance in metres, 0 inside, and those
/// inside or nearer than their own position is sure: they are known, not found. Nothing is dropped.
void add_known(std::span<const geo::Occurrence> known, double metres_per_unit, std::vector<Target>& targets);

/// Adds the land use to the targets that lie in it, with its share: "Natura 2000 (35 %)". `ground`: of the targets.
void add_land_use(const std::string& name, const geo::AreaMask& land, const TargetGround& ground,
                  std::vector<Target>& targets);

}  // namespace greisen::targets
