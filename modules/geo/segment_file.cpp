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
#include "geo/distance.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/ogr_support.hpp"
#include "geo/vector_input.hpp"

namespace greisen::geo {
namespace {

void add_line(const OGRSimpleCurve& line, const std::string& path, std::vector<Segment>& out) {
  for (int i = 0; i + 1 < line.getNumPoints(); ++i)
    out.push_back({{line.getX(i), line.getY(i)}, {line.getX(i + 1), line.getY(i + 1)}});
  if (out.size() > kMostSegments)
    refuse_vectors("E3204", path, "more than " + std::to_string(kMostSegments) + " segments",
                   "cut it to the area, or simplify it");
}

void add_shape(const OGRGeometry& shape, const std::string& path, std::vector<Segment>& out) {
  const OGRwkbGeometryType type = wkbFlatten(shape.getGeometryType());
  if (type == wkbLineString) {
    add_line(*shape.toLineString(), path, out);
  } else if (type == wkbPolygon) {
    for (const OGRLinearRing* ring : shape.toPolygon()) add_line(*ring, path, out);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : shape.toGeometryCollection()) add_shape(*part, path, out);
  } else if (OGR_GT_IsNonLinear(type) != 0) {
    const std::unique_ptr<OGRGeometry> flat(shape.getLinearGeometry());
    if (flat && OGR_GT_IsNonLinear(flat->getGeometryType()) == 0) add_shape(*flat, path, out);
  }
}

std::vector<Segment> segments_of(const VectorLayer& layer, const SegmentRequest& request) {
  const int field = request.field.empty() ? -1 : layer.field(request.field);
  std::vector<Segment> segments;
  TextGuess guess;
  for (const OGRFeatureUniquePtr& feature : layer.open()) {
    const OGRGeometry* const shape = feature->GetGeometryRef();
    if (shape == nullptr || shape->IsEmpty() != 0) continue;
    if (field >= 0 && !request.values.contains(text_of_field(*feature, field, guess))) continue;
    add_shape(*shape, request.file.path, segments);
  }
  return segments;
}

/// Moves both ends; segments with an end outside the transformation's domain are dropped.
std::vector<Segment> moved(const std::vector<Segment>& segments, const Crs& from, const Crs& to) {
  if (segments.empty() || from.wkt == to.wkt) return segments;
  Bounds box{segments.front().from.x, segments.front().from.y, segments.front().from.x, segments.front().from.y};
  std::vector<double> x;
  std::vector<double> y;
  for (const Segment& one : segments)
    for (const Point& end : {one.from, one.to}) {
      x.push_back(end.x);
      y.push_back(end.y);
      box.min_x = std::min(box.min_x, end.x);
      box.max_x = std::max(box.max_x, end.x);
      box.min_y = std::min(box.min_y, end.y);
      box.max_y = std::max(box.max_y, end.y);
    }
  PointTransform(from, to, rough_lon_lat(from, box)).apply(x, y);
  std::vector<Segment> out;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment one{{x[2 * i], y[2 * i]}, {x[2 * i + 1], y[2 * i + 1]}};
    if (std::isfinite(one.from.x + one.from.y + one.to.x + one.to.y)) out.push_back(one);
  }
  return out;
}

}  // namespace

std::vector<Segment> read_segments(const SegmentRequest& request, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  const VectorInput input(request.file);
  // units are polygons, whose field is asked for; faults may be drawn as either
  const VectorLayer& layer = input.choose(request.field.empty() ? std::vector{wish_for_lines(), wish_for_polygons()}
                                                                : std::vector{wish_for_polygons(), wish_for_lines()});
  const std::vector<Segment> own = segments_of(layer, request);
  if (own.empty())
    refuse_vectors("E3202", request.file.path, "it holds no lines or polygons that are asked for",
                   "give a file of lines or polygons; of geology, see that the legend's codes are those of the field");
  return moved(own, layer.crs(), target);
}

}  // namespace greisen::geo
