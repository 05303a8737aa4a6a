// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/vectors/features.hpp"
#include "geo/vectors/occurrences.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::outputs {

// What the survey was given, as tables of inputs.gpkg: copies, so that a run's folder is whole wherever it is carried.

geo::VectorTable area_table(const std::string& name, const std::vector<geo::Polygon>& polygons);
/// Lines without columns of their own: `faults`, `contacts`.
geo::VectorTable line_table(const std::string& table, const std::vector<geo::Feature>& lines);
/// Columns unit, role: the value of each feature and the role that the legend gives it.
struct UnitRole {
  std::string unit;
  std::string role;
};
geo::VectorTable geology_table(const std::vector<geo::Feature>& polygons, const std::vector<UnitRole>& legend);
geo::VectorTable occurrence_table(const std::vector<geo::Occurrence>& known);
/// Polygons with the name of the land use.
struct NamedGround {
  std::string name;
  std::vector<geo::Polygon> polygons;
};
geo::VectorTable land_use_table(const std::vector<NamedGround>& ground);

}  // namespace greisen::outputs
