// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/features.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

/// Every run of vertices of a shape, shortest first to be dropped when it is no shape any more.
template <class Change>
void change_parts(Geometry& shape, Change change) {
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

std::optional<Bounds> box_of(Geometry& shape) {
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

std::size_t vertices_of(Geometry& shape) {
  std::size_t count = 0;
  change_parts(shape, [&](const std::vector<Point>& part) { count += part.size(); });
  return count;
}

bool meets(const Bounds& a, const Bounds& b) {
  return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

bool is_nowhere(const Point& place) { return !std::isfinite(place.x) || !std::isfinite(place.y); }

bool is_of(const Geometry& shape, ShapeType shapes) {
  if (shapes == ShapeType::point) return std::holds_alternative<Point>(shape);
  return shapes == ShapeType::multi_line ? std::holds_alternative<Lines>(shape)
                                         : std::holds_alternative<std::vector<Polygon>>(shape);
}

std::vector<LayerWish> wishes_of(const FeatureRequest& request) {
  if (request.shapes == ShapeType::point) return {wish_for_points()};
  if (request.shapes == ShapeType::multi_line) return {wish_for_lines(), wish_for_polygons()};
  return {wish_for_polygons()};
}

/// All shapes of a layer that are of the kinds asked for, in the layer's own CRS.
std::vector<Feature> own_features(const VectorLayer& layer, const FeatureRequest& request,
                                  std::initializer_list<ShapeType> kinds, TextGuess& guess) {
  std::vector<Feature> features;
  std::size_t vertices = 0;
  const int field = request.field.empty() ? -1 : layer.field(request.field);
  layer.each([&](const OGRFeature& feature) {
    const OGRGeometry* const geometry = feature.GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) return true;
    for (const ShapeType kind : kinds) {
      Feature own{{}, shape_of(*geometry, kind)};
      const std::size_t count = vertices_of(own.shape);
      if (count == 0) continue;
      vertices += count;
      if (vertices > kMostFeatureVertices)
        refuse_vectors("E3204", request.file.path, "more than " + std::to_string(kMostFeatureVertices) + " vertices",
                       "cut it to the area, or simplify it");
      if (field >= 0) own.value = text_of_field(feature, field, guess);
      features.push_back(std::move(own));
    }
    return true;
  });
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
  for (Feature& feature : features)
    change_parts(feature.shape, [&](std::vector<Point>& part) {
      for (Point& point : part) point = transform.apply(point);
    });
}

}  // namespace

std::vector<Feature> read_features(const FeatureRequest& request, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  const VectorInput input(request.file);
  const VectorLayer& layer = input.choose(request.file.layer.empty() ? wishes_of(request) : std::vector<LayerWish>());
  TextGuess guess;
  std::vector<Feature> own = own_features(layer, request, {request.shapes}, guess);
  if (own.empty()) return own;
  bring(own, layer.crs(), target);
  constexpr double kEnd = std::numeric_limits<double>::infinity();
  return features_within(std::move(own), request.shapes, {-kEnd, -kEnd, kEnd, kEnd});
}

VectorMap read_map(const FeatureRequest& request, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  const VectorInput input(request.file);
  const VectorLayer& layer = input.choose(wishes_of(request));
  if (!request.field.empty()) static_cast<void>(layer.field(request.field));
  TextGuess guess;
  VectorMap map{layer.crs(), own_features(layer, request, {ShapeType::multi_line, ShapeType::multi_polygon}, guess)};
  if (map.features.empty())
    refuse_vectors("E3202", request.file.path, "it holds no lines or polygons", "give a file of lines or polygons");
  if (guess.guessed) map.notes.push_back(guess.note());
  bring(map.features, map.crs, target);
  return map;
}

std::vector<Feature> features_within(std::vector<Feature> features, ShapeType shapes, const Bounds& within) {
  std::erase_if(features, [&](Feature& feature) {
    if (!is_of(feature.shape, shapes)) return true;
    change_parts(feature.shape, [](std::vector<Point>& part) { std::erase_if(part, is_nowhere); });
    const auto box = box_of(feature.shape);
    return !box || !meets(*box, within);
  });
  return features;
}

}  // namespace greisen::geo
