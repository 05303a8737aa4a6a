// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "pipeline/survey/survey.hpp"
#include "raster/tile_reader.hpp"

namespace greisen {

/// The area of a survey.
geo::Area area_of(const Survey& survey);

/// Polygons that decide where ground is judged, on the grid.
struct AreaMasks {
  std::shared_ptr<const geo::AreaMask> area;
  std::vector<std::shared_ptr<const geo::AreaMask>> excluded;  ///< mask.areas: outside, wherever they lie
  std::shared_ptr<const geo::AreaMask> urban;                  ///< null: the survey names none
  std::string key;                                             ///< changes with the polygons of excluded and urban
};
/// E4017 where no pixel of the grid has its centre in the area: nothing could be judged, whatever the scenes show.
void refuse_area_without_pixel(const Survey& survey, const geo::Area& area, const geo::AreaMask& mask,
                               const Grid& grid);
/// Changes with the polygons.
std::string key_of_area(const geo::Area& area);
/// Layer `area`, and `urban` where there is such a mask.
Raster area_raster(const Grid& grid, const AreaMasks& masks);

}  // namespace greisen
