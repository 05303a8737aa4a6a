// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <ogr_geometry.h>

#include "geo/place/shapes.hpp"

namespace greisen::geo {

/// Shells counterclockwise, holes clockwise, rings closed.
[[nodiscard]] std::unique_ptr<OGRMultiPolygon> to_geometry(const std::vector<Polygon>& polygons);

/// Adds all polygons within a geometry of any nesting; rings of less than three points are left out.
void collect_polygons(const OGRGeometry& geometry, std::vector<Polygon>& out);

}  // namespace greisen::geo
