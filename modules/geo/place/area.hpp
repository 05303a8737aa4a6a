// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

inline constexpr std::size_t kMaxAreaVertices = 1'000'000;
/// Of the outlines with themselves: mending takes 0.4 s for 1 700 of them, 15 s for 15 000. Of different polygons.
inline constexpr std::size_t kMostSelfCrossings = 2'000;
inline constexpr std::size_t kMostCrossings = 200'000;

/// Ground the user asks for: valid polygons (holes honoured, overlaps dissolved). Geographic coordinates run on beyond
/// 180° where the area crosses the antimeridian, so that x never jumps.
struct Area {
  Crs crs;
  std::vector<Polygon> polygons;   ///< at least one
  std::string source;              ///< file or words a person recognises, for messages
  std::vector<std::string> notes;  ///< what was mended or passed over when it was read

  [[nodiscard]] Bounds bounds() const;
  /// On the ellipsoid (Karney 2013), holes taken off.
  [[nodiscard]] double area_km2() const;
  /// Centroid in WGS 84 lon/lat, lon in [−180, 180).
  [[nodiscard]] Point centre_lon_lat() const;
  /// WGS 84 lon/lat bounds; lon runs on beyond 180° for an area that crosses the antimeridian.
  [[nodiscard]] Bounds bounds_lon_lat() const;
  /// Edges are densified so that they stay within 0.1 m of the straight edge they were. Throws E4012, E4013.
  [[nodiscard]] Area to_crs(const Crs& target) const;
};

/// All polygons of one layer of a vector file that GDAL opens (KML, KMZ, SHP, GPKG, GeoJSON …), of one in a zip or
/// folder too; of a layer without polygons its closed lines, as drawings (DXF) have them. Curves become lines, invalid
/// polygons are mended, other shapes are passed over and told in the notes. Throws E3201 (does not open), E3202 (no
/// polygons), E3203 (no CRS), E3204 (too large), E3205 (beyond mending), E3225 (too many crossings), E3206 (no such
/// layer), E3207 (several layers of polygons), E4023 (metres under a CRS of degrees).
Area read_area(const VectorFile& file);

/// min_x > max_x of a geographic CRS crosses the antimeridian. Throws E2150 on an empty or impossible box.
Area box_area(const Bounds& box, const std::string& crs);

/// Which pixel centres lie inside. Immutable after it is made: one serves all threads.
class AreaMask {
 public:
  /// `area` must be in the grid's CRS (Area::to_crs).
  AreaMask(const Area& area, const Grid& grid);
  /// Writes 1 (centre inside) or 0 to layer 0 of `inside`, whose size is that of `window`; the window may reach
  /// outside the grid. A centre on an edge belongs to the polygon east or north of it. The same pixel gets the same
  /// answer in any window.
  void fill(const Window& window, TileView inside) const;
  /// No pixel centre of the window lies inside.
  [[nodiscard]] bool is_empty(const Window& window) const;

 private:
  struct Edge {
    double x0, y0, x1, y1;  ///< y0 < y1
    std::size_t polygon;
  };
  struct Crossing {
    std::size_t polygon;
    std::int64_t col;  ///< first column whose centre lies east of the crossing
  };
  void sort_into_buckets(const std::vector<Edge>& edges);
  void crossings_of(std::int64_t row, std::vector<Crossing>& out) const;

  void fill_row(std::int64_t row, std::int64_t first_col, std::span<float> inside,
                std::vector<Crossing>& crossings) const;

  Grid grid_;
  std::int64_t first_row_ = 0;  ///< of bucket 0
  std::int64_t bucket_rows_ = 64;
  std::vector<std::vector<Edge>> buckets_;  ///< edges that meet the rows of each bucket
};

}  // namespace greisen::geo
