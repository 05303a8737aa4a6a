// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "outputs/map_layer.hpp"

namespace greisen::outputs {

struct ProjectFacts {
  std::string title;
  std::string about;  ///< one paragraph: what the map is and is not
  geo::Crs crs;
  geo::Bounds view;  ///< shown when the project is opened, in the CRS
};

/// The project QGIS opens (3.22 and later): a zip with project.qgs in it. Paths are relative to its folder; layers
/// stand in the order given, top first, in the groups they name. Written beside its name and renamed (E7001, E7002);
/// the same layers give the same bytes.
void write_project(const std::string& path, const ProjectFacts& facts, const std::vector<MapLayer>& layers);

/// The text of project.qgs.
std::string project_text(const ProjectFacts& facts, const std::vector<MapLayer>& layers);

}  // namespace greisen::outputs
