// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_read.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/gdal/sql_budget.hpp"
#include "geo/place/area.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/features.hpp"
#include "geo/vectors/text_table.hpp"

namespace greisen::geo {
namespace {

void check_budget(const std::string& path) {
  if (SqlBudget::spent())
    refuse_vectors("E3215", path, "its tables are views that do not end",
                   "run the survey again: greisen run makes what is damaged");
}

GDALDatasetUniquePtr opened(const std::string& path) {
  const GdalSession session;
  const GdalFailures failures;
  GDALDatasetUniquePtr file = open_input(path, Purpose::vectors);
  check_budget(path);
  if (!file)
    refuse_vectors("E3201", path, "no vector file that can be opened: " + failures.text(),
                   "run the survey again: greisen run makes what is missing");
  return file;
}

ShapeType shapes_of(OGRLayer& layer) {
  switch (wkbFlatten(layer.GetGeomType())) {
    case wkbPoint:
      return ShapeType::point;
    case wkbLineString:
    case wkbMultiLineString:
      return ShapeType::multi_line;
    case wkbPolygon:
    case wkbMultiPolygon:
      return ShapeType::multi_polygon;
    default:
      return ShapeType::none;
  }
}

CellType cell_type(OGRFieldType type) {
  if (type == OFTInteger || type == OFTInteger64) return CellType::integer;
  return type == OFTReal ? CellType::real : CellType::text;
}

Cell cell_of(const OGRFeature& feature, int field, CellType type) {
  if (feature.IsFieldSetAndNotNull(field) == 0) return {};
  switch (type) {
    case CellType::integer:
      return std::int64_t{feature.GetFieldAsInteger64(field)};
    case CellType::real:
      return feature.GetFieldAsDouble(field);
    case CellType::text:
      return std::string(feature.GetFieldAsString(field));
  }
  return {};
}

std::size_t vertices_of(const Geometry& shape) {
  std::size_t count = 0;
  if (const auto* const polygons = std::get_if<std::vector<Polygon>>(&shape))
    for (const Polygon& polygon : *polygons)
      for (const Ring& ring : polygon.rings) count += ring.size();
  if (const auto* const lines = std::get_if<Lines>(&shape))
    for (const std::vector<Point>& part : lines->parts) count += part.size();
  return count + (std::holds_alternative<Point>(shape) ? 1 : 0);
}

struct Corners {
  Bounds box = {1e300, 1e300, -1e300, -1e300};
  void add(const Point& p) {
    box = {std::min(box.min_x, p.x), std::min(box.min_y, p.y), std::max(box.max_x, p.x), std::max(box.max_y, p.y)};
  }
};

Bounds bounds_of(const VectorTable& table) {
  Corners corners;
  for (const VectorRow& row : table.rows) {
    if (const auto* const point = std::get_if<Point>(&row.shape)) corners.add(*point);
    if (const auto* const lines = std::get_if<Lines>(&row.shape))
      for (const std::vector<Point>& part : lines->parts) std::ranges::for_each(part, [&](Point p) { corners.add(p); });
    if (const auto* const polygons = std::get_if<std::vector<Polygon>>(&row.shape))
      for (const Polygon& polygon : *polygons)
        std::ranges::for_each(polygon.rings.front(), [&](Point p) { corners.add(p); });
  }
  return corners.box;
}

Point moved_point(const PointTransform& transform, const Point& point, const std::string& table) {
  const Point there = transform.apply(point);
  if (!std::isfinite(there.x) || !std::isfinite(there.y))
    throw Error({"E4013",
                 fmt::format("the table {} reaches beyond the CRS asked for", printable(table)),
                 {},
                 "give --crs a CRS made for this part of the world"});
  return there;
}

}  // namespace

std::vector<std::string> shape_tables(const std::string& path) {
  const SqlBudget budget;
  std::vector<std::string> names;
  const GDALDatasetUniquePtr file = opened(path);
  for (OGRLayer* layer : file->GetLayers())
    if (shapes_of(*layer) != ShapeType::none) names.emplace_back(layer->GetName());
  check_budget(path);
  return names;
}

FileTable read_table(const std::string& path, const std::string& name) {
  const SqlBudget budget;
  const GDALDatasetUniquePtr file = opened(path);
  SqlBudget::watch_again(file->GetInternalHandle("SQLITE_HANDLE"));
  const GdalFailures failures;
  OGRLayer* const layer = file->GetLayerByName(name.c_str());
  if (layer == nullptr || shapes_of(*layer) == ShapeType::none)
    refuse_vectors("E3206", path, "it has no table " + printable(name) + " with shapes", "name one of its tables");
  FileTable out{{name, "", shapes_of(*layer), {}, {}}, parse_crs(wkt_of(*layer, path))};
  OGRFeatureDefn& definition = *layer->GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i)
    out.table.columns.push_back(
        {definition.GetFieldDefn(i)->GetNameRef(), cell_type(definition.GetFieldDefn(i)->GetType())});
  std::size_t vertices = 0;
  for (const OGRFeatureUniquePtr& feature : *layer) {
    SqlBudget::go_on();
    const OGRGeometry* const geometry = feature->GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) continue;
    VectorRow row{{}, shape_of(*geometry, out.table.shapes)};
    const std::size_t count = vertices_of(row.shape);
    if (count == 0) continue;
    vertices += count;
    if (vertices > kMostFeatureVertices || out.table.rows.size() * out.table.columns.size() > kMostTableCells)
      refuse_vectors("E3204", path,
                     fmt::format("more than {} vertices, or {} cells", kMostFeatureVertices, kMostTableCells),
                     "export a smaller area");
    for (int i = 0; i < definition.GetFieldCount(); ++i)
      row.cells.push_back(cell_of(*feature, i, out.table.columns[static_cast<std::size_t>(i)].type));
    out.table.rows.push_back(std::move(row));
  }
  check_budget(path);
  if (failures.any())  // OGR ends a layer where it cannot read on
    refuse_vectors("E3201", path, "the table " + printable(name) + " cannot be read to its end: " + failures.text(),
                   "run the survey again: greisen run makes what is damaged");
  return out;
}

VectorTable moved_table(VectorTable table, const Crs& from, const Crs& to) {
  if (from.wkt == to.wkt || table.rows.empty()) return table;
  Crs here = from;
  if (here.place == Bounds{}) here.place = rough_lon_lat(from, bounds_of(table));  // one operation for all rows
  const PointTransform transform(here, to);
  for (VectorRow& row : table.rows) {
    if (auto* const point = std::get_if<Point>(&row.shape)) *point = moved_point(transform, *point, table.name);
    if (auto* const lines = std::get_if<Lines>(&row.shape))
      for (std::vector<Point>& part : lines->parts)
        for (Point& point : part) point = moved_point(transform, point, table.name);
    if (auto* const polygons = std::get_if<std::vector<Polygon>>(&row.shape)) {
      const Area area = {here, *polygons, table.name, {}};
      *polygons = area.to_crs(to).polygons;
    }
  }
  return table;
}

}  // namespace greisen::geo
