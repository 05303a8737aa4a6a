// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/place/area.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// How much of an area a scene sees, on some ten thousand places spread over it.
struct Coverage {
  double frame_percent = 0;     ///< within the pixels of its finest band
  double measured_percent = 0;  ///< and measured there: neither nodata nor outside the swath
};

/// Reads a thinned copy of one band. Throws E4012 where the area cannot be brought to the scene's CRS.
Coverage coverage_of(const Scene& scene, const geo::Area& area);

}  // namespace greisen::scene
