// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "targets/target.hpp"

namespace greisen::outputs {

/// The columns of targets.gpkg and targets.csv, in the order of contract.md, section 3.
const std::vector<geo::Column>& target_columns();
/// One cell a column. Numbers are rounded to what they mean: scores to 4 decimals, lon/lat to 7, metres to 0.1 …
std::vector<geo::Cell> cells_of(const targets::Target& target);

/// Nothing for NULL; the shortest decimal text of a number.
std::string to_text(const geo::Cell& cell);
/// Lines of a CSV table, each with its LF.
std::string csv_head(const std::vector<geo::Column>& columns);
std::string csv_line(const std::vector<geo::Cell>& cells);

/// Polygons in lon/lat, cut at the antimeridian; 7 decimals are 1 cm.
std::vector<geo::Polygon> lon_lat_polygons(const targets::Target& target, const geo::Crs& crs);
std::string degrees_text(double degrees);

/// lon and lat of the centroid; E1064 where the target has none.
geo::Point place_of(const targets::Target& target);

}  // namespace greisen::outputs
