// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scene/layouts/layout.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// One file that holds one band or quality layer of a scene, known from its name.
struct BandFile {
  std::string path;
  std::string band;      ///< "B04", "SCL"
  double pixel_m = 0;    ///< from the name; 0: the name does not say
  std::string crs = {};  ///< where the file does not say and the product does
};

/// Fills bands (the best file of each; science bands with the scale and offset that the
/// file states, mostly 1 and 0, and missing DN of the sensor), quality,
/// crs, footprints and files. Files that do not open, have no CRS, contradict their name's pixel size or lie elsewhere
/// than the rest are left out with a warning. E3107 where no band remains.
void take_band_files(Scene& scene, const Sensor& sensor, std::vector<BandFile> files, const SceneRequest& request);

/// Sorts bands in the sensor's order and files by name; fills crs and footprints from the bands.
void finish(Scene& scene);

}  // namespace greisen::scene
