// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scene/layouts/raster_bands.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// What the numbers of a raster mean: scale and offset as stated, else the file's own, else those that the names of its
/// bands fix (landsat_gain_by_name) where the pixels agree; else they stay digital numbers. `scene.bands` are
/// `named.bands` one by one.
void set_raster_radiometry(Scene& scene, const SceneRequest& request, const geo::FileInfo& info,
                           const NamedBands& named);

}  // namespace greisen::scene
