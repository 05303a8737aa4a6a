// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scene/layouts/loose/raster_bands.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// Is this GDAL's name of whole numbers? Those are no reflectance from 0 to 1, whatever they are said to be.
bool integer_type(const std::string& type);

/// What the numbers of a raster mean: scale and offset as stated, else the file's own, else those that the names of its
/// bands fix (landsat_gain_by_name) where the pixels agree; else they stay digital numbers. `scene.bands` are
/// `named.bands` one by one.
void set_raster_radiometry(Scene& scene, const SceneRequest& request, const geo::FileInfo& info,
                           const NamedBands& named);

}  // namespace greisen::scene
