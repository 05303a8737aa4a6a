// SPDX-License-Identifier: Apache-2.0
#include "geo/place/polygons_ogr.hpp"

#include <algorithm>
#include <utility>

#include "geo/gdal/gdal_failures.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

namespace {

bool within(const std::vector<Polygon>& polygons, double west) {
  const auto inside = [west](Point p) { return p.x >= west && p.x <= west + 360; };
  return std::ranges::all_of(
      polygons, [&](const Polygon& polygon) { return std::ranges::all_of(polygon.rings.front(), inside); });
}

std::vector<Polygon> shifted(std::vector<Polygon> polygons, double by) {
  for (Polygon& polygon : polygons) {
    for (Ring& ring : polygon.rings) {
      for (Point& p : ring) p.x += by;
    }
  }
  return polygons;
}

}  // namespace

std::unique_ptr<OGRMultiPolygon> to_geometry(const std::vector<Polygon>& polygons) {
  auto all = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& polygon : polygons) {
    auto one = std::make_unique<OGRPolygon>();
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      auto ring = std::make_unique<OGRLinearRing>();
      for (const Point p : turned(polygon.rings[i], i == 0 ? Turn::counterclockwise : Turn::clockwise)) {
        ring->addPoint(p.x, p.y);
      }
      ring->closeRings();
      one->addRingDirectly(ring.release());
    }
    all->addGeometryDirectly(one.release());
  }
  all->flattenTo2D();
  return all;
}

void collect_polygons(const OGRGeometry& geometry, std::vector<Polygon>& out) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : geometry.toGeometryCollection()) collect_polygons(*part, out);
  }
  if (type != wkbPolygon || geometry.IsEmpty() != 0) return;
  Polygon polygon;
  for (const OGRLinearRing* ring : geometry.toPolygon()) {
    Ring points;
    for (int i = 0; i + 1 < ring->getNumPoints(); ++i) points.push_back({ring->getX(i), ring->getY(i)});
    if (points.size() >= 3) polygon.rings.push_back(std::move(points));
  }
  if (!polygon.rings.empty()) out.push_back(std::move(polygon));
}

std::vector<Polygon> cut_at_antimeridian(const std::vector<Polygon>& lon_lat) {
  std::vector<Polygon> out;
  const GdalFailures failures;
  for (const double west : {-180.0, 180.0, -540.0}) {  // turns of the globe
    if (within(lon_lat, west)) return shifted(lon_lat, -180 - west);
    const Polygon world = {{{{west, -90}, {west + 360, -90}, {west + 360, 90}, {west, 90}}}};
    const std::unique_ptr<OGRGeometry> part(to_geometry(lon_lat)->Intersection(to_geometry({world}).get()));
    std::vector<Polygon> polygons;
    if (part) collect_polygons(*part, polygons);
    for (Polygon& polygon : shifted(std::move(polygons), -180 - west)) out.push_back(std::move(polygon));
  }
  return out;
}

}  // namespace greisen::geo
