// SPDX-License-Identifier: Apache-2.0
#include "geo/features.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/text.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/ogr_support.hpp"
#include "geo/untouched.hpp"

namespace greisen::geo {
namespace {

/// Every run of vertices of a shape, shortest first to be dropped when it is no shape any more.
template <class Change>
void change_parts(Shape& shape, Change change) {
  if (auto* const polygons = std::get_if<std::vector<Polygon>>(&shape)) {
    for (Polygon& polygon : *polygons)
      for (Ring& ring : polygon.rings) change(ring);
    for (Polygon& polygon : *polygons) std::erase_if(polygon.rings, [](const Ring& ring) { return ring.size() < 3; });
    std::erase_if(*polygons, [](const Polygon& polygon) { return polygon.rings.empty(); });
  } else if (auto* const lines = std::get_if<Lines>(&shape)) {
    for (std::vector<Point>& part : lines->parts) change(part);
    std::erase_if(lines->parts, [](const std::vector<Point>& part) { return part.size() < 2; });
  } else if (auto* const place = std::get_if<Point>(&shape)) {
    std::vector<Point> one = {*place};
    change(one);
    if (one.empty())
      shape = {};
    else
      *place = one.front();
  }
}

std::optional<Bounds> box_of(Shape& shape) {
  std::optional<Bounds> box;
  change_parts(shape, [&](const std::vector<Point>& part) {
    for (const Point& p : part) {
      if (!box) box = Bounds{p.x, p.y, p.x, p.y};
      box = Bounds{std::min(box->min_x, p.x), std::min(box->min_y, p.y), std::max(box->max_x, p.x),
                   std::max(box->max_y, p.y)};
    }
  });
  return box;
}

std::size_t vertices_of(Shape& shape) {
  std::size_t count = 0;
  change_parts(shape, [&](const std::vector<Point>& part) { count += part.size(); });
  return count;
}

bool meets(const Bounds& a, const Bounds& b) {
  return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

void move(Shape& shape, const PointTransform& transform) {
  change_parts(shape, [&](std::vector<Point>& part) {
    for (Point& point : part) point = transform.apply(point);
    std::erase_if(part, [](const Point& p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
  });
}

int field_of(OGRLayer& layer, const FeatureRequest& request) {
  if (request.field.empty()) return -1;
  const int field = layer.FindFieldIndex(request.field.c_str(), TRUE);
  if (field < 0)
    refuse_vectors("E3206", request.path,
                   "the layer " + printable(layer.GetName()) + " has no field " + printable(request.field),
                   "name one of its fields");
  return field;
}

/// All features of a layer that are of the kind asked for, in the layer's own CRS.
std::vector<Feature> own_features(OGRLayer& layer, const FeatureRequest& request, std::size_t& vertices) {
  std::vector<Feature> features;
  int field = -2;  // looked for when the first feature of the kind is met: other layers may well lack it
  layer.ResetReading();
  for (const OGRFeatureUniquePtr& feature : layer) {
    const OGRGeometry* const geometry = feature->GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) continue;
    Feature own{{}, shape_of(*geometry, request.shapes)};
    const std::size_t count = vertices_of(own.shape);
    if (count == 0) continue;
    vertices += count;
    if (vertices > kMostFeatureVertices)
      refuse_vectors("E3204", request.path, "more than " + std::to_string(kMostFeatureVertices) + " vertices",
                     "cut it to the area, or simplify it");
    if (field == -2) field = field_of(layer, request);
    if (field >= 0) own.value = feature->GetFieldAsString(field);
    features.push_back(std::move(own));
  }
  return features;
}

void bring(std::vector<Feature>& features, const Crs& from, const Crs& target) {
  if (features.empty() || from.wkt == target.wkt) return;
  std::optional<Bounds> all;
  for (Feature& feature : features)
    if (const auto box = box_of(feature.shape))
      all = !all ? *box
                 : Bounds{std::min(all->min_x, box->min_x), std::min(all->min_y, box->min_y),
                          std::max(all->max_x, box->max_x), std::max(all->max_y, box->max_y)};
  const PointTransform transform(from, target, rough_lon_lat(from, all.value_or(Bounds{})));
  for (Feature& feature : features) move(feature.shape, transform);
}

}  // namespace

std::vector<Feature> read_features(const FeatureRequest& request, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  const GDALDatasetUniquePtr file(
      GDALDataset::Open(untouched(request.path).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file)
    refuse_vectors("E3201", request.path, "no vector file that can be opened: " + failures.text(),
                   "give lines or polygons as GeoPackage, shapefile, GeoJSON, KML …");
  std::vector<Feature> all;
  std::size_t vertices = 0;
  bool named = false;
  for (OGRLayer* layer : file->GetLayers()) {
    if (!request.layer.empty() && request.layer != layer->GetName()) continue;
    named = true;
    std::vector<Feature> own = own_features(*layer, request, vertices);
    if (own.empty()) continue;
    bring(own, parse_crs(wkt_of(*layer, request.path)), target);
    for (Feature& feature : own)
      if (const auto box = box_of(feature.shape); box && meets(*box, request.within)) all.push_back(std::move(feature));
  }
  if (!named && !request.layer.empty())
    refuse_vectors("E3206", request.path, "it has no layer " + printable(request.layer), "name one of its layers");
  return all;
}

}  // namespace greisen::geo
