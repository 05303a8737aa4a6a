// SPDX-License-Identifier: Apache-2.0
#include "geo/place/ogr_support.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/polygons_ogr.hpp"
#include "geo/vectors/text_table.hpp"

namespace greisen::geo {
namespace {

void collect_lines(const OGRGeometry& geometry, Lines& out) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : geometry.toGeometryCollection()) collect_lines(*part, out);
  }
  if (type != wkbLineString || geometry.IsEmpty() != 0) return;
  const OGRLineString& line = *geometry.toLineString();
  std::vector<Point> points;
  points.reserve(static_cast<std::size_t>(line.getNumPoints()));
  for (int i = 0; i < line.getNumPoints(); ++i) points.push_back({line.getX(i), line.getY(i)});
  out.parts.push_back(std::move(points));
}

}  // namespace

void refuse_vectors(std::string_view code, const std::string& path, const std::string& what, const std::string& fix) {
  const Where where{path, 0, 0, {}};
  throw Error({code, "'" + printable(path) + "': " + what, where, fix});
}

std::string TextGuess::note() const {
  return "its texts are no UTF-8, and nothing tells their encoding; read as Windows-1252 (a file .cpg beside a .dbf "
         "tells it)";
}

std::string text_of_field(const OGRFeature& feature, int field, TextGuess& guess) {
  if (feature.IsFieldSetAndNotNull(field) == 0) return {};
  DecodedText text = decoded(trim(feature.GetFieldAsString(field)));
  guess.guessed = guess.guessed || text.guessed;
  return std::move(text.text);
}

std::vector<std::string> cells_of(const OGRFeature& feature, TextGuess& guess) {
  std::vector<std::string> cells;
  for (int i = 0; i < feature.GetFieldCount(); ++i) cells.push_back(text_of_field(feature, i, guess));
  return cells;
}

std::string wkt_of(OGRLayer& layer, const std::string& path) {
  const OGRSpatialReference* const srs = layer.GetSpatialRef();
  char* wkt = nullptr;
  const char* const format[] = {"FORMAT=WKT2_2019", nullptr};
  const bool known = srs != nullptr && srs->exportToWkt(&wkt, format) == OGRERR_NONE;
  const std::unique_ptr<char, decltype(&CPLFree)> owned(wkt, CPLFree);
  if (!known)
    refuse_vectors("E3203", path, "it does not say its coordinate reference system",
                   "write it into the file, or beside it as .prj");
  return wkt;
}

Geometry shape_of(const OGRGeometry& geometry, ShapeType wanted) {
  const std::unique_ptr<OGRGeometry> flat(geometry.hasCurveGeometry() != 0 ? geometry.getLinearGeometry()
                                                                           : geometry.clone());
  if (wanted == ShapeType::multi_polygon) {
    std::vector<Polygon> polygons;
    collect_polygons(*flat, polygons);
    return polygons;
  }
  if (wanted == ShapeType::point) {
    if (wkbFlatten(flat->getGeometryType()) != wkbPoint) return {};
    return Point{flat->toPoint()->getX(), flat->toPoint()->getY()};
  }
  Lines lines;
  collect_lines(*flat, lines);
  return lines;
}

}  // namespace greisen::geo
