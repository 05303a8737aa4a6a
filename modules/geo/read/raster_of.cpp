// SPDX-License-Identifier: Apache-2.0
#include "geo/read/band_source.hpp"
#include "geo/read/raster_of_pass.hpp"

namespace greisen::geo {

Raster raster_of(std::vector<BandSource> bands, const Grid& target) {
  const auto plan = std::make_shared<const SourcePlan>(plan_sources(bands, target));
  for (const SourceGroup& group : plan->groups) {
    // finds out now, and not in the middle of a pass, whether the CRSs can be transformed
    if (!group.aligned) static_cast<void>(WarpLattice(group.grid, plan->target, plan->target_crs));
  }
  Raster raster;
  raster.grid = target;
  for (BandSource& band : bands) raster.layers.push_back(std::move(band.layer));
  raster.open = [plan](const PassRequest& request) { return open_readers(plan, request); };
  raster.cost = [plan](const PassRequest& request) { return cost_of(*plan, request); };
  return raster;
}

}  // namespace greisen::geo
