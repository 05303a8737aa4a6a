// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace greisen::scene {

/// A band of a raster and what it is called.
struct NamedBand {
  int file_band = 1;  ///< counts from 1
  std::string name;
  std::string role;
  double centre_nm = 0;
  double width_nm = 0;
  std::string told = {};  ///< what file or survey call it, where the sensor has another name for it: "SR_B4"
};
struct NamedBands {
  std::string sensor;  ///< catalogue id, or empty
  std::string how;     ///< where the names come from
  std::vector<NamedBand> bands;
};

/// Names of a raster's bands: by the survey's list, else by their descriptions, else by wavelengths, else b1, b2 …
/// A cube's bands are called after their place in the file, b92 being the 92nd, whichever of them are left out.
/// E3108 where the survey's list does not fit the file or the sensor, or its sensor cannot be matched to the bands.
NamedBands name_bands(const geo::FileInfo& info, const SceneRequest& request, const Catalogue& catalogue,
                      std::vector<std::string>& warnings);

}  // namespace greisen::scene
