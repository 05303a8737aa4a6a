// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// The pixels of a band of a scene.
struct BandPixels {
  Grid grid;           ///< upright
  std::string scene;   ///< for people
  std::string sensor;  ///< likewise; those of one sensor decide together
};

/// Whose pixels a grid is laid on.
struct PixelChoice {
  std::optional<Point> corner;  ///< of a pixel, in the grid's CRS; none: whole multiples of its side
  std::string text;             ///< whose they are, or why nobody's
  bool apart = false;           ///< there are pixels of the grid's size, but they do not all lie alike
};

/// Lays a grid on the pixels that scenes bring, so that they pass unchanged: those of its own size; where no band has
/// such, those of which it takes whole numbers, or which hold whole numbers of its own. Of several sensors the finest
/// decides. Pixels are taken where all of that sensor lie alike within kGridTolerancePx over the whole of `plain`, the
/// grid on whole multiples; those in a CRS that only shifts into the grid's (shift_between) count. The same for any
/// order of `bands`.
PixelChoice choose_pixels(std::vector<BandPixels> bands, const Grid& plain);

}  // namespace greisen::geo
