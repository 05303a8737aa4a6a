// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/distance.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/ogr_support.hpp"
#include "geo/polygons_ogr.hpp"
#include "geo/untouched.hpp"

namespace greisen::geo {
namespace {

Crs crs_of(OGRLayer& layer, const SegmentRequest& request) {
  return parse_crs(request.crs.empty() ? wkt_of(layer, request.path) : request.crs);
}

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

DistanceShapes shapes_of(OGRLayer& layer, const SegmentRequest& request) {
  const int field = request.field.empty() ? -1 : layer.FindFieldIndex(request.field.c_str(), TRUE);
  if (!request.field.empty() && field < 0)
    refuse_vectors("E3206", request.path,
                   "the layer " + printable(layer.GetName()) + " has no field " + printable(request.field),
                   "name one of its fields");
  DistanceShapes shapes;
  layer.ResetReading();
  for (const OGRFeatureUniquePtr& feature : layer) {
    const OGRGeometry* const shape = feature->GetGeometryRef();
    if (shape == nullptr || shape->IsEmpty() != 0) continue;
    if (field >= 0 && !request.values.contains(feature->GetFieldAsString(field))) continue;
    add_shape(*shape, request.path, shapes);
  }
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
  const GDALDatasetUniquePtr file(
      GDALDataset::Open(untouched(request.path).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file)
    refuse_vectors("E3201", request.path, "no vector file that can be opened: " + failures.text(),
                   "give lines or polygons as GeoPackage, shapefile, GeoJSON, KML …");
  DistanceShapes all;
  bool named = false;
  for (OGRLayer* layer : file->GetLayers()) {
    if (!request.layer.empty() && request.layer != layer->GetName()) continue;
    named = true;
    DistanceShapes own = shapes_of(*layer, request);
    if (own.segments.empty()) continue;
    bring(own, crs_of(*layer, request), target);
    all.segments.insert(all.segments.end(), own.segments.begin(), own.segments.end());
    std::ranges::move(own.polygons, std::back_inserter(all.polygons));
  }
  if (!named && !request.layer.empty())
    refuse_vectors("E3206", request.path, "it has no layer " + printable(request.layer), "name one of its layers");
  if (all.segments.empty())
    refuse_vectors("E3202", request.path, "it holds no lines or polygons that are asked for",
                   "give a file of lines or polygons; of geology, see that the legend's codes are those of the field");
  return all;
}

std::map<std::string, std::set<std::string>> read_legend(const std::string& path) {
  constexpr std::size_t kMostRows = 100'000;
  const GdalSession session;
  const GdalFailures failures;
  const GDALDatasetUniquePtr file(GDALDataset::Open(untouched(path).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file || file->GetLayerCount() < 1)
    refuse_vectors("E3201", path, "no table that can be opened: " + failures.text(), "give a CSV with code,name,role");
  OGRLayer& layer = *file->GetLayer(0);
  const int code = layer.FindFieldIndex("code", FALSE);
  const int role = layer.FindFieldIndex("role", FALSE);
  if (code < 0 || role < 0)
    refuse_vectors("E3206", path, "the legend has no column code or no column role",
                   "its first line is code,name,role");
  std::map<std::string, std::set<std::string>> codes;
  std::size_t rows = 0;
  for (const OGRFeatureUniquePtr& row : layer) {
    if (++rows > kMostRows)
      refuse_vectors("E3204", path, "the legend has more than 100000 rows", "give one row for each unit");
    codes[row->GetFieldAsString(role)].insert(row->GetFieldAsString(code));
  }
  return codes;
}

}  // namespace greisen::geo
