// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/area.hpp"
#include "geo/place/edge_crossings.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/place/polygons_ogr.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {

namespace {

using GeometryPtr = std::unique_ptr<OGRGeometry>;

/// What has been read so far.
struct Reading {
  const VectorInput& input;
  std::size_t vertices = 0;
  std::size_t mended = 0;
  std::size_t closed = 0;                ///< lines taken as polygons
  std::vector<std::string> passed_over;  ///< what else the file holds
};

std::size_t vertices_of(const OGRGeometry& geometry) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  std::size_t count = 0;
  if (type == wkbPolygon) {
    for (const OGRLinearRing* ring : geometry.toPolygon()) count += static_cast<std::size_t>(ring->getNumPoints());
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : geometry.toGeometryCollection()) count += vertices_of(*part);
  }
  return count;
}

/// Adds the polygons within a geometry of any nesting, and closed lines where the layer has no polygons; counts the
/// rest.
void collect(const OGRGeometry& geometry, bool closed_lines, ShapeCount& rest, Reading& reading,
             std::vector<Polygon>& out) {
  const GeometryPtr flat(geometry.hasCurveGeometry() != 0 ? geometry.getLinearGeometry() : geometry.clone());
  const OGRwkbGeometryType type = wkbFlatten(flat->getGeometryType());
  if (flat->IsEmpty() != 0) return;
  if (type == wkbPoint) {
    ++rest.points;
  } else if (type == wkbLineString) {
    const OGRLineString& line = *flat->toLineString();
    if (!closed_lines || !is_closed(line)) {
      ++rest.lines;
      return;
    }
    Ring ring;
    for (int i = 0; i + 1 < line.getNumPoints(); ++i) ring.push_back({line.getX(i), line.getY(i)});
    reading.vertices += ring.size();
    ++reading.closed;
    out.push_back({{std::move(ring)}});
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0 && type != wkbMultiPolygon) {
    for (const OGRGeometry* part : flat->toGeometryCollection()) collect(*part, closed_lines, rest, reading, out);
  } else {
    const GeometryPtr polygons(OGRGeometryFactory::forceToMultiPolygon(flat->clone()));
    polygons->flattenTo2D();
    reading.vertices += vertices_of(*polygons);
    collect_polygons(*polygons, out);
  }
}

/// Polygons of degrees that were cut at 180°, or jump there, run on beyond it.
void run_on_beyond_180(std::vector<Polygon>& polygons, const Reading& reading) {
  const auto shift_west = [](Polygon& polygon) {
    for (Ring& ring : polygon.rings) {
      for (Point& p : ring) p.x += p.x < 0 ? 360 : 0;
    }
  };
  const auto span_of = [](const std::vector<Polygon>& all) {
    const Bounds box = Area{{}, all, {}, {}}.bounds();
    return box.max_x - box.min_x;
  };
  for (Polygon& polygon : polygons) {
    if (span_of({polygon}) > 180) shift_west(polygon);
    if (span_of({polygon}) > 180) reading.input.refuse("E3205", "a polygon is wider than 180°", "give a smaller area");
  }
  if (span_of(polygons) <= 180) return;
  for (Polygon& polygon : polygons) {
    if (Area{{}, {polygon}, {}, {}}.bounds().max_x <= 0) shift_west(polygon);
  }
  if (span_of(polygons) > 180)
    reading.input.refuse("E3205", "its polygons lie more than 180° apart", "give a smaller area");
}

void check_coordinates(const std::vector<Polygon>& polygons, const Crs& crs, const Reading& reading) {
  for (const Polygon& polygon : polygons) {
    for (const Ring& ring : polygon.rings) {
      for (const Point p : ring) {
        const bool finite = std::isfinite(p.x) && std::isfinite(p.y);
        if (finite && (!crs.is_geographic || (std::abs(p.x) <= 360 && std::abs(p.y) <= 90))) continue;
        reading.input.refuse(
            "E3205",
            fmt::format("the vertex {}, {} is no place in {}", format_number(p.x), format_number(p.y), crs.label()),
            "check the file's CRS and the order of its coordinates: x or longitude first");
      }
    }
  }
}

/// What mending and dissolving would take grows with the square of the crossings.
void check_crossings(const std::vector<Polygon>& polygons, const Reading& reading) {
  const auto refuse = [&](const std::string& what, std::size_t most) {
    reading.input.refuse("E3225", fmt::format("{} more than {} times", what, most),
                         "draw the outline anew without loops, or give a box in its place");
  };
  std::size_t of_all = 0;
  for (const Polygon& polygon : polygons) {
    of_all += edge_crossings({&polygon, 1}, kMostSelfCrossings);
    if (of_all > kMostSelfCrossings) refuse("its outlines cross or touch themselves", kMostSelfCrossings);
  }
  if (polygons.size() > 1 && edge_crossings(polygons, kMostCrossings) > kMostCrossings)
    refuse("its polygons cross each other", kMostCrossings);
}

/// Valid polygons without overlaps.
void mend_and_dissolve(std::vector<Polygon>& polygons, Reading& reading) {
  check_crossings(polygons, reading);
  std::vector<Polygon> valid;
  for (const Polygon& polygon : polygons) {
    GeometryPtr one = to_geometry({polygon});
    if (one->IsValid() == 0) {
      one.reset(one->MakeValid());
      ++reading.mended;
    }
    if (one) collect_polygons(*one, valid);
  }
  const GeometryPtr all = to_geometry(valid);
  const GeometryPtr dissolved(valid.size() > 1 ? all->UnionCascaded() : all->clone());
  polygons.clear();
  if (dissolved) collect_polygons(*dissolved, polygons);
  if (polygons.empty()) {
    reading.input.refuse("E3205", "its polygons enclose no ground, even after mending", "draw the area anew");
  }
}

/// Polygons as they stand.
std::vector<Polygon> polygons_of(const VectorLayer& layer, Reading& reading) {
  std::vector<Polygon> polygons;
  const bool closed_lines = layer.count_all().polygons == 0;
  ShapeCount rest;
  layer.each([&](const OGRFeature& feature) {
    const OGRGeometry* const geometry = feature.GetGeometryRef();
    if (geometry == nullptr) return true;
    collect(*geometry, closed_lines, rest, reading, polygons);
    if (reading.vertices > kMaxAreaVertices)
      reading.input.refuse("E3204", fmt::format("more than {} vertices", kMaxAreaVertices), "simplify the polygons");
    return true;
  });
  if (rest.lines + rest.points > 0) reading.passed_over.push_back(rest.text());
  for (const VectorLayer& other : reading.input.layers())
    if (other.name() != layer.name() && reading.input.file().layer.empty() && other.count().rows > 0)
      reading.passed_over.push_back(fmt::format("the layer {} ({})", printable(other.name()), other.count().text()));
  return polygons;
}

}  // namespace

Area read_area(const VectorFile& file) {
  const GdalSession session;
  const GdalFailures failures;
  const VectorInput input(file);
  Reading reading = {input, 0, 0, 0, {}};
  const VectorLayer& layer = input.choose({wish_for_polygons(), wish_for_closed_lines()});
  Area area = {layer.crs(), polygons_of(layer, reading), file.path, {}};
  check_coordinates(area.polygons, area.crs, reading);
  if (area.crs.is_geographic) run_on_beyond_180(area.polygons, reading);
  mend_and_dissolve(area.polygons, reading);
  if (reading.mended > 0) area.notes.push_back(fmt::format("{} invalid polygons mended", reading.mended));
  if (reading.closed > 0)
    area.notes.push_back(reading.closed == 1 ? std::string("1 closed line taken as a polygon")
                                             : fmt::format("{} closed lines taken as polygons", reading.closed));
  if (!reading.passed_over.empty()) area.notes.push_back("passed over: " + greisen::join(reading.passed_over, ", "));
  for (std::string& note : area.notes) note = printable(file_name(file.path), 200) + ": " + note;
  return area;
}

}  // namespace greisen::geo
