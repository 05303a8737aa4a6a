// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

/// Lines, or a text at a point.
struct DxfItem {
  std::string layer;   ///< letters a drawing does not allow in names become '_'
  std::string colour;  ///< "#rrggbb"; the nearest of AutoCAD's 255 is taken
  Geometry shape;     ///< Lines or Point
  std::string text = {};
  double height = 0;  ///< of the text, in units of the drawing
};

/// A drawing (DXF, AutoCAD 2000) made at `path` itself. It holds no CRS. The same items give the same bytes. E7001 /
/// E7002.
void write_dxf(const std::string& path, const std::vector<DxfItem>& items);

}  // namespace greisen::geo
