// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/place/polygons_ogr.hpp"
#include "geo/vectors/distance.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

void add_line(const OGRSimpleCurve& line, const std::string& path, std::vector<Segment>& out) {
  for (int i = 0; i + 1 < line.getNumPoints(); ++i)
    out.push_back({{line.getX(i), line.getY(i)}, {line.getX(i + 1), line.getY(i + 1)}});
  if (out.size() > kMostSegments)
    refuse_vectors("E3204", path, "more than " + std::to_string(kMostSegments) + " segments",
                   "cut it to the area, or simplify it");
}

void add_shape(const OGRGeometry& shape, const std::string& path, DistanceShapes& out) {
  const OGRwkbGeometryType type = wkbFlatten(shape.getGeometryType());
  if (type == wkbLineString) {
    add_line(*shape.toLineString(), path, out.segments);
  } else if (type == wkbPolygon) {
    for (const OGRLinearRing* ring : shape.toPolygon()) add_line(*ring, path, out.segments);
    collect_polygons(shape, out.polygons);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : shape.toGeometryCollection()) add_shape(*part, path, out);
  } else if (OGR_GT_IsNonLinear(type) != 0) {
    const std::unique_ptr<OGRGeometry> flat(shape.getLinearGeometry());
    if (flat && OGR_GT_IsNonLinear(flat->getGeometryType()) == 0) add_shape(*flat, path, out);
  }
}

DistanceShapes shapes_of(const VectorLayer& layer, const SegmentRequest& request) {
  const int field = request.field.empty() ? -1 : layer.field(request.field);
  DistanceShapes shapes;
  TextGuess guess;
  layer.each([&](const OGRFeature& feature) {
    const OGRGeometry* const shape = feature.GetGeometryRef();
    if (shape == nullptr || shape->IsEmpty() != 0) return true;
    if (field >= 0 && !request.values.contains(text_of_field(feature, field, guess))) return true;
    add_shape(*shape, request.file.path, shapes);
    return true;
  });
  return shapes;
}

/// Moves all vertices; segments with an end outside the transformation's domain are dropped, and such vertices of
/// polygons.
void bring(DistanceShapes& shapes, const Crs& from, const Crs& to) {
  if (shapes.segments.empty() || from.wkt == to.wkt) return;
  const Point& first = shapes.segments.front().from;
  Bounds box{first.x, first.y, first.x, first.y};
  for (const Segment& one : shapes.segments)
    for (const Point& end : {one.from, one.to})
      box = {std::min(box.min_x, end.x), std::min(box.min_y, end.y), std::max(box.max_x, end.x),
             std::max(box.max_y, end.y)};
  const PointTransform transform(from, to, rough_lon_lat(from, box));
  const auto lost = [](const Point& place) { return !std::isfinite(place.x) || !std::isfinite(place.y); };
  for (Segment& one : shapes.segments) one = {transform.apply(one.from), transform.apply(one.to)};
  std::erase_if(shapes.segments, [&](const Segment& one) { return lost(one.from) || lost(one.to); });
  for (Polygon& polygon : shapes.polygons)
    for (Ring& ring : polygon.rings) {
      for (Point& vertex : ring) vertex = transform.apply(vertex);
      std::erase_if(ring, lost);
    }
}

}  // namespace

DistanceShapes read_distance_shapes(const SegmentRequest& request, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  const VectorInput input(request.file);
  // units are polygons, whose field is asked for; faults may be drawn as either
  const VectorLayer& layer = input.choose(request.field.empty() ? std::vector{wish_for_lines(), wish_for_polygons()}
                                                                : std::vector{wish_for_polygons(), wish_for_lines()});
  DistanceShapes own = shapes_of(layer, request);
  if (own.segments.empty())
    refuse_vectors("E3202", request.file.path, "it holds no lines or polygons that are asked for",
                   "give a file of lines or polygons; of geology, see that the legend's codes are those of the field");
  bring(own, layer.crs(), target);
  return own;
}

}  // namespace greisen::geo
