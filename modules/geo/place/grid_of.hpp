// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "geo/place/crs.hpp"
#include "raster/grid.hpp"
#include "raster/pixel_size.hpp"

namespace greisen::geo {

/// The zone of WGS 84 / UTM that PROJ's database names for the centroid of an area.
struct UtmZone {
  Crs crs;
  int zone = 0;  ///< 1 … 60
  bool is_north = true;
  Point centre_lon_lat;                    ///< that decided
  std::vector<int> zones;                  ///< all zones the area reaches, west to east
  [[nodiscard]] std::string note() const;  ///< one sentence for log and report
};

/// Throws E4014 beyond 84° N and 80° S, where UTM has no zones. Norway and Svalbard: as the EPSG registry has it,
/// zones of 6° without the exceptions of the military grid.
UtmZone auto_utm(const Area& area);

inline constexpr const char* kAutoUtm = "auto-utm";
inline constexpr std::int64_t kMaxGridSide = 2'000'000;         ///< pixels
inline constexpr std::int64_t kMaxGridPixels = 50'000'000'000;  ///< 2 200 km squared at 10 m: any country of Europe

/// The grid that covers the area and `context_m` around it, whose place is the area's box. `corner`: of any pixel; by
/// default pixels lie on whole multiples of their side. `crs`: any CRS text or "auto-utm". Throws E4010 … E4014, E4015
/// (metres on a geographic CRS), E4016 (too large, or less than a pixel).
Grid grid_for(const Area& area, const std::string& crs, double resolution_m, double context_m,
              const Point& corner = {});

/// The window of `grid` that a raster on `source` can reach: the box around its outline, one pixel wider; empty where
/// it lies elsewhere. Throws E4012, E4013 as Area::to_crs does.
Window footprint_on(const Grid& source, const Grid& grid);

/// Does the grid say where it lies? Not the rows and columns of a file without georeference (pixels of 1, origin 0).
bool is_placed(const Grid& grid);

/// Width of a pixel in metres; of a geographic grid that at the equator, of a grid without CRS as it is.
double pixel_metres(const Grid& grid);

/// Width and height of its pixels by row: of a geographic grid on the ellipsoid (WGS 84) at the row's own latitude.
PixelSizes pixel_sizes(const Grid& grid);

}  // namespace greisen::geo
