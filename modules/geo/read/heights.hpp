// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// No ground on land lies lower or higher: such heights are none, whatever a file says of its voids.
inline constexpr double kLowestGround_m = -500;
inline constexpr double kHighestGround_m = 9000;

/// Where heights come from, as a survey names it.
struct HeightFiles {
  std::string path;                 ///< a raster, a folder, zip or pattern of tiles
  std::string crs = {};             ///< in place of the files' own; empty: the files' own
  std::vector<double> nodata = {};  ///< stored values that are no heights, beside those the files tell
};

/// The files that hold them, sorted. E3011 where there are none.
std::vector<std::string> height_tiles(const HeightFiles& files);

/// The heights on a grid, in metres, as one layer `elevation`; tiles of one CRS as one raster without seams, others
/// each warped, the first that measured a pixel. Units of feet are turned into metres. Undeclared voids are missing.
/// E30xx, E40xx for a file that is none.
struct Heights {
  std::vector<BandSource> sources;  ///< one for all tiles of one kind
  Raster raster;
  std::set<std::string> systems;   ///< CRSs of the files
  std::vector<std::string> notes;  ///< units that are not known
};
Heights read_heights(const HeightFiles& files, const Grid& grid);

/// Makes of any band one of heights, as read_heights has them: in metres, unless a scale was given by who knows
/// (`is_scaled`), and nothing beyond kLowestGround_m and kHighestGround_m. Returns what is to be said; empty: nothing.
[[nodiscard]] std::string take_as_heights(BandSource& source, bool is_scaled);

/// Two neighbours that no ground parts so: a value that is none stands beside heights.
struct HeightJump {
  double from_m = 0;
  double to_m = 0;
  Point place;  ///< in the file's CRS
  std::string path;
  std::size_t count = 0;  ///< of such pairs
};

/// What the pixels of the files tell about a grid's ground, at their own resolution.
struct HeightFacts {
  double covered = 0;                   ///< share of the grid with heights, 0–1
  std::map<double, std::size_t> voids;  ///< values beyond kLowestGround_m … kHighestGround_m, and their pixels
  std::optional<HeightJump> jump;       ///< steeper than 80° and 300 m at least
};
HeightFacts look_at_heights(const Heights& heights, const Grid& grid);

}  // namespace greisen::geo
