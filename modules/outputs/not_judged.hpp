// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vectors.hpp"
#include "raster/grid.hpp"

namespace greisen::outputs {

/// Ground within the area that has no value: of one model, or of all where there is none.
struct NotJudged {
  std::string table;
  std::vector<geo::Polygon> polygons;  ///< in the grid's CRS, along pixel edges
  double pixel = 0;                    ///< side of the pixels outlined, in CRS units
  double area_ha = 0;                  ///< exact: pixels counted before any generalisation
};

/// Where `reasons` (a file of reason bits) lies within the area and `values` is missing; `values` empty: where there is
/// any reason. Rasters beyond 2048 pixels a side are outlined in coarser ones, of which a majority counts; the same
/// where there are more than 50 000 polygons. Both files have the grid's size.
NotJudged find_not_judged(const std::string& reasons, const std::string& values, const Grid& grid,
                          const std::string& table);

/// not_judged.gpkg: a table for each, with its style. Tables without ground are written empty.
void write_not_judged(const std::string& path, const std::vector<NotJudged>& ground, const geo::Crs& crs,
                      const std::vector<geo::LayerStyle>& styles);

}  // namespace greisen::outputs
