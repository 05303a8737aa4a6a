// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/area.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/polygons_ogr.hpp"
#include "geo/untouched.hpp"

namespace greisen::geo {

namespace {

using GeometryPtr = std::unique_ptr<OGRGeometry>;

/// What has been read so far of the layers of one file.
struct Reading {
  std::string path;
  std::size_t vertices = 0;
  std::size_t mended = 0;
  std::vector<std::string> passed_over;  ///< layers without polygons
};

[[noreturn]] void refuse(std::string_view code, const Reading& reading, const std::string& what,
                         const std::string& fix) {
  throw Error({code, fmt::format("{}: {}", printable(reading.path, 400), what), {}, fix});
}

bool is_areal(const OGRGeometry& geometry) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbGeometryCollection) {
    const auto* const parts = geometry.toGeometryCollection();
    return std::all_of(parts->begin(), parts->end(), [](const OGRGeometry* part) { return is_areal(*part); });
  }
  return OGR_GT_IsSubClassOf(type, wkbSurface) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0 ||
         type == wkbPolyhedralSurface || type == wkbTIN;
}

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

/// Lines for curves, 2D, one level of polygons.
GeometryPtr flattened(const OGRGeometry& geometry) {
  GeometryPtr flat(geometry.hasCurveGeometry() != 0 ? geometry.getLinearGeometry() : geometry.clone());
  flat.reset(OGRGeometryFactory::forceToMultiPolygon(flat.release()));
  flat->flattenTo2D();
  return flat;
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
    if (span_of({polygon}) > 180) refuse("E3205", reading, "a polygon is wider than 180°", "give a smaller area");
  }
  if (span_of(polygons) <= 180) return;
  for (Polygon& polygon : polygons) {
    if (Area{{}, {polygon}, {}, {}}.bounds().max_x <= 0) shift_west(polygon);
  }
  if (span_of(polygons) > 180) refuse("E3205", reading, "its polygons lie more than 180° apart", "give a smaller area");
}

void check_coordinates(const std::vector<Polygon>& polygons, const Crs& crs, const Reading& reading) {
  for (const Polygon& polygon : polygons) {
    for (const Ring& ring : polygon.rings) {
      for (const Point p : ring) {
        const bool finite = std::isfinite(p.x) && std::isfinite(p.y);
        if (finite && (!crs.is_geographic || (std::abs(p.x) <= 360 && std::abs(p.y) <= 90))) continue;
        refuse("E3205", reading,
               fmt::format("the vertex {}, {} is no place in {}", format_number(p.x), format_number(p.y), crs.label()),
               "check the file's CRS and the order of its coordinates: x or longitude first");
      }
    }
  }
}

/// Valid polygons without overlaps.
void mend_and_dissolve(std::vector<Polygon>& polygons, Reading& reading) {
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
    refuse("E3205", reading, "its polygons enclose no ground, even after mending", "draw the area anew");
  }
}

Crs crs_of(OGRLayer& layer, const std::string& given, const Reading& reading) {
  if (!given.empty()) return parse_crs(given);
  const OGRSpatialReference* const srs = layer.GetSpatialRef();
  char* wkt = nullptr;
  const char* const format[] = {"FORMAT=WKT2_2019", nullptr};
  if (srs == nullptr || srs->exportToWkt(&wkt, format) != OGRERR_NONE) {
    CPLFree(wkt);
    refuse("E3203", reading, "the file does not say its coordinate reference system",
           "give it, such as crs: EPSG:4326");
  }
  const std::string text(wkt);
  CPLFree(wkt);
  return parse_crs(text);
}

/// Polygons as they stand; nothing where the layer has none but other shapes.
std::optional<std::vector<Polygon>> polygons_of(OGRLayer& layer, Reading& reading) {
  std::vector<Polygon> polygons;
  std::size_t others = 0;
  layer.ResetReading();
  for (const OGRFeatureUniquePtr& feature : layer) {
    const OGRGeometry* const geometry = feature->GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) continue;
    if (!is_areal(*geometry)) {
      ++others;
      continue;
    }
    const GeometryPtr flat = flattened(*geometry);
    reading.vertices += vertices_of(*flat);
    if (reading.vertices > kMaxAreaVertices) {
      refuse("E3204", reading, fmt::format("more than {} vertices", kMaxAreaVertices), "simplify the polygons");
    }
    collect_polygons(*flat, polygons);
  }
  if (!polygons.empty() && others > 0) {
    refuse("E3202", reading,
           fmt::format("the layer '{}' mixes polygons with {} points or lines", layer.GetName(), others),
           "give a file or layer that holds the polygons of the area alone");
  }
  if (polygons.empty()) {
    reading.passed_over.push_back(fmt::format("{} ({} points or lines)", printable(layer.GetName()), others));
    return std::nullopt;
  }
  return polygons;
}

GDALDatasetUniquePtr open_vectors(const Reading& reading, const GdalFailures& failures) {
  VSIStatBufL stat = {};
  if (VSIStatL(reading.path.c_str(), &stat) == 0 && static_cast<std::size_t>(stat.st_size) > kMaxAreaFileBytes &&
      VSI_ISDIR(stat.st_mode) == 0) {
    refuse("E3204", reading,
           fmt::format("{} (limit {})", human_size(static_cast<std::uint64_t>(stat.st_size)),
                       human_size(kMaxAreaFileBytes)),
           "give a file that holds the area alone");
  }
  GDALDatasetUniquePtr dataset(GDALDataset::Open(untouched(reading.path).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!dataset) {
    refuse("E3201", reading, "no vector file that can be opened: " + failures.text(),
           "give a polygon file, such as GeoPackage, KML, KMZ, shapefile or GeoJSON");
  }
  return dataset;
}

std::vector<OGRLayer*> layers_of(GDALDataset& dataset, const std::string& wanted, const Reading& reading) {
  std::vector<OGRLayer*> layers;
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) {
    names.emplace_back(layer->GetName());
    if (wanted.empty() || names.back() == wanted) layers.push_back(layer);
  }
  if (layers.empty() && !wanted.empty()) {
    refuse("E3206", reading, fmt::format("no layer '{}'", printable(wanted)), suggestion(wanted, names));
  }
  return layers;
}

}  // namespace

Area read_area(const std::string& path, const std::string& layer_name, const std::string& crs) {
  const GdalSession session;
  const GdalFailures failures;
  Reading reading = {path, 0, 0, {}};
  const GDALDatasetUniquePtr dataset = open_vectors(reading, failures);
  Area area;
  for (OGRLayer* layer : layers_of(*dataset, layer_name, reading)) {
    auto polygons = polygons_of(*layer, reading);
    if (!polygons) continue;
    Area part = {crs_of(*layer, crs, reading), std::move(*polygons), path, {}};
    check_coordinates(part.polygons, part.crs, reading);
    if (part.crs.is_geographic) run_on_beyond_180(part.polygons, reading);
    if (area.polygons.empty()) area.crs = part.crs;
    for (Polygon& polygon : part.to_crs(area.crs).polygons) area.polygons.push_back(std::move(polygon));
  }
  if (area.polygons.empty()) {
    refuse("E3202", reading,
           "no polygons" + (reading.passed_over.empty() ? "" : " in " + greisen::join(reading.passed_over, ", ")),
           "give a file that holds the area as polygons");
  }
  mend_and_dissolve(area.polygons, reading);
  area.source = path;
  if (reading.mended > 0) area.notes.push_back(fmt::format("{}: {} invalid polygons mended", path, reading.mended));
  if (!reading.passed_over.empty()) {
    area.notes.push_back(
        fmt::format("{}: layers without polygons passed over: {}", path, greisen::join(reading.passed_over, ", ")));
  }
  return area;
}

}  // namespace greisen::geo
