// SPDX-License-Identifier: Apache-2.0
// Vector files and tables as a survey names them: KML, GeoPackage, shapefile, CSV, GeoJSON, GML, DXF, workbooks …
#include <cmath>

#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/place/area.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/distance.hpp"
#include "geo/vectors/features.hpp"
#include "geo/vectors/legend.hpp"
#include "geo/vectors/occurrences.hpp"

namespace greisen::fuzz {
namespace {

void read_ground(const geo::VectorFile& file, const geo::Crs& utm) {
  const geo::Area area = geo::read_area(file);
  require(!area.polygons.empty() && std::isfinite(area.area_km2()), "an area without ground");
  const geo::Area moved = area.to_crs(utm);
  const geo::Bounds box = moved.bounds();
  require(std::isfinite(box.min_x) && std::isfinite(box.max_y), "an area that is nowhere");
}

}  // namespace

void fuzz_vectors(std::string_view text) {
  const Sandbox box(text);
  if (box.first().empty()) return;
  static const geo::Crs utm = geo::parse_crs("EPSG:32629");
  const geo::VectorFile file{.path = box.first(), .key = "aoi"};
  done_or_told([&] { read_ground(file, utm); });
  done_or_told([&] {
    for (const geo::Occurrence& one : geo::read_occurrences(file, "", utm).points)
      require(std::isfinite(one.place.x) && std::isfinite(one.place.y), "an occurrence that is nowhere");
  });
  done_or_told([&] { static_cast<void>(geo::read_legend(file)); });
  done_or_told([&] {
    for (const geo::Segment& one : geo::distance_shapes(geo::read_map({.file = file}, utm).features).segments)
      require(std::isfinite(one.from.x) && std::isfinite(one.to.y), "a line that is nowhere");
  });
  done_or_told([&] {
    const geo::VectorMap map = geo::read_map({file, "code", geo::ShapeType::multi_polygon}, utm);
    static_cast<void>(geo::features_within(map.features, geo::ShapeType::multi_polygon, {4e5, 4e6, 6e5, 5e6}));
  });
  done_or_told([&] { static_cast<void>(geo::input_files(file.path, geo::InputKind::vectors)); });
  box.require_untouched();
}

}  // namespace greisen::fuzz
