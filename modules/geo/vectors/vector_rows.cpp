// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_rows.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/polygons_ogr.hpp"

namespace greisen::geo {

namespace {

OGRFieldType field_type(CellType type) {
  switch (type) {
    case CellType::integer:
      return OFTInteger64;
    case CellType::real:
      return OFTReal;
    case CellType::text:
      return OFTString;
  }
  return OFTString;
}

OGRwkbGeometryType geometry_type(ShapeType type) {
  switch (type) {
    case ShapeType::none:
      return wkbNone;
    case ShapeType::point:
      return wkbPoint;
    case ShapeType::multi_polygon:
      return wkbMultiPolygon;
    case ShapeType::multi_line:
      return wkbMultiLineString;
  }
  return wkbNone;
}

[[noreturn]] void does_not_fit(const VectorTable& table, const std::string& what) {
  throw Error({"E1064", fmt::format("the table '{}': {}", printable(table.name), what)});
}

struct FieldPlace {
  int field;
  const Column& column;
};

void set_cell(OGRFeature& feature, const FieldPlace& place, const VectorTable& table, const Cell& cell) {
  const CellType type = place.column.type;
  const auto* const real = std::get_if<double>(&cell);
  if (std::holds_alternative<std::monostate>(cell) || (real != nullptr && std::isnan(*real))) {
    feature.SetFieldNull(place.field);
    return;
  }
  if (const auto* const integer = std::get_if<std::int64_t>(&cell); integer != nullptr && type == CellType::integer) {
    feature.SetField(place.field, static_cast<GIntBig>(*integer));
  } else if (real != nullptr && type == CellType::real) {
    feature.SetField(place.field, *real);
  } else if (const auto* const text = std::get_if<std::string>(&cell); text != nullptr && type == CellType::text) {
    feature.SetField(place.field, storable(*text).c_str());
  } else {
    does_not_fit(table, "a value of another type in column " + place.column.name);
  }
}

std::unique_ptr<OGRMultiLineString> line_geometry(const Lines& lines) {
  auto all = std::make_unique<OGRMultiLineString>();
  for (const std::vector<Point>& part : lines.parts) {
    auto line = std::make_unique<OGRLineString>();
    for (const Point& point : part) line->addPoint(point.x, point.y);
    line->flattenTo2D();
    all->addGeometryDirectly(line.release());
  }
  return all;
}

void set_shape(OGRFeature& feature, const VectorTable& table, const Geometry& shape) {
  const auto* const point = std::get_if<Point>(&shape);
  const auto* const polygons = std::get_if<std::vector<Polygon>>(&shape);
  if (table.shapes == ShapeType::point && point != nullptr) {
    feature.SetGeometryDirectly(std::make_unique<OGRPoint>(point->x, point->y).release());
  } else if (table.shapes == ShapeType::multi_polygon && polygons != nullptr) {
    feature.SetGeometryDirectly(to_geometry(*polygons).release());
  } else if (const auto* const lines = std::get_if<Lines>(&shape);
             table.shapes == ShapeType::multi_line && lines != nullptr) {
    feature.SetGeometryDirectly(line_geometry(*lines).release());
  } else if (table.shapes != ShapeType::none || !std::holds_alternative<std::monostate>(shape)) {
    does_not_fit(table, "a row with another kind of shape");
  }
}

}  // namespace

std::string storable(const std::string& text) {
  std::string out = valid_utf8(text) ? text : printable(text, text.size() * 3 + 3);
  std::ranges::replace(out, '\0', ' ');
  return out;
}

bool set_crs(OGRSpatialReference& srs, const Crs& crs) {
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return srs.SetFromUserInput((crs.authority.empty() ? crs.wkt : crs.label()).c_str()) == OGRERR_NONE;
}

bool write_table(GDALDataset& dataset, const VectorTable& table, OGRSpatialReference* srs, const LayerForm& form) {
  CPLStringList options = form.options;
  OGRLayer* const layer = dataset.CreateLayer(table.name.c_str(), table.shapes == ShapeType::none ? nullptr : srs,
                                              geometry_type(table.shapes), options.List());
  if (layer == nullptr) return false;
  std::vector<int> fields;  // of the columns: a format may have fields of its own before them
  for (const Column& column : table.columns) {
    OGRFieldDefn field(column.name.c_str(), column.type == CellType::integer ? form.integers : field_type(column.type));
    if (layer->CreateField(&field) != OGRERR_NONE) return false;
    fields.push_back(layer->GetLayerDefn()->GetFieldIndex(column.name.c_str()));
    if (fields.back() < 0) does_not_fit(table, "the format changes the name of column " + column.name);
  }
  for (const VectorRow& row : table.rows) {
    if (row.cells.size() != table.columns.size()) does_not_fit(table, "a row with another number of columns");
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      set_cell(*feature, {fields[i], table.columns[i]}, table, row.cells[i]);
    set_shape(*feature, table, row.shape);
    if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return false;
  }
  return layer->SyncToDisk() == OGRERR_NONE;
}

}  // namespace greisen::geo
