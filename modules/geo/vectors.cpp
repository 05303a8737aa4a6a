// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <system_error>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/polygons_ogr.hpp"

namespace greisen::geo {

namespace {

/// Instead of the clock: the same rows give the same bytes.
constexpr const char* kFixedDate = "2000-01-01T00:00:00.000Z";

class FixedDate {
 public:
  FixedDate() {
    if (const char* const before = CPLGetThreadLocalConfigOption(kKey, nullptr)) before_ = before;
    CPLSetThreadLocalConfigOption(kKey, kFixedDate);
  }
  ~FixedDate() { CPLSetThreadLocalConfigOption(kKey, before_.empty() ? nullptr : before_.c_str()); }
  FixedDate(const FixedDate&) = delete;
  FixedDate& operator=(const FixedDate&) = delete;

 private:
  static constexpr const char* kKey = "OGR_CURRENT_DATE";
  std::string before_;
};

/// SQLite's files of a database half written; gone when it was published.
class PartDatabase {
 public:
  explicit PartDatabase(std::string part) : part_(std::move(part)) { remove_all(); }
  ~PartDatabase() { remove_all(); }
  PartDatabase(const PartDatabase&) = delete;
  PartDatabase& operator=(const PartDatabase&) = delete;
  [[nodiscard]] const std::string& name() const { return part_; }

 private:
  void remove_all() const {
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
      std::error_code ignored;
      std::filesystem::remove(part_ + ending, ignored);
    }
  }
  std::string part_;
};

/// UTF-8 without NUL, as a database holds it.
std::string storable(const std::string& text) {
  std::string out = valid_utf8(text) ? text : printable(text, text.size() * 3 + 3);
  std::ranges::replace(out, '\0', ' ');
  return out;
}

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

void set_cell(OGRFeature& feature, int column, const VectorTable& table, const Cell& cell) {
  const CellType type = table.columns[static_cast<std::size_t>(column)].type;
  const auto* const real = std::get_if<double>(&cell);
  if (std::holds_alternative<std::monostate>(cell) || (real != nullptr && std::isnan(*real))) {
    feature.SetFieldNull(column);
    return;
  }
  if (const auto* const integer = std::get_if<std::int64_t>(&cell); integer != nullptr && type == CellType::integer) {
    feature.SetField(column, static_cast<GIntBig>(*integer));
  } else if (real != nullptr && type == CellType::real) {
    feature.SetField(column, *real);
  } else if (const auto* const text = std::get_if<std::string>(&cell); text != nullptr && type == CellType::text) {
    feature.SetField(column, storable(*text).c_str());
  } else {
    does_not_fit(table, "a value of another type in column " + table.columns[static_cast<std::size_t>(column)].name);
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

void set_shape(OGRFeature& feature, const VectorTable& table, const Shape& shape) {
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

/// False where GDAL failed; its reasons are with the caller.
bool write_table(GDALDataset& dataset, const VectorTable& table, OGRSpatialReference* srs,
                 const CPLStringList& options) {
  OGRLayer* const layer = dataset.CreateLayer(table.name.c_str(), table.shapes == ShapeType::none ? nullptr : srs,
                                              geometry_type(table.shapes), const_cast<char**>(options.List()));
  if (layer == nullptr) return false;
  for (const Column& column : table.columns) {
    OGRFieldDefn field(column.name.c_str(), field_type(column.type));
    if (layer->CreateField(&field) != OGRERR_NONE) return false;
  }
  for (const VectorRow& row : table.rows) {
    if (row.cells.size() != table.columns.size()) does_not_fit(table, "a row with another number of columns");
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    for (std::size_t i = 0; i < row.cells.size(); ++i) set_cell(*feature, static_cast<int>(i), table, row.cells[i]);
    set_shape(*feature, table, row.shape);
    if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return false;
  }
  return layer->SyncToDisk() == OGRERR_NONE;
}

/// The table QGIS looks for, with QGIS's own columns.
VectorTable style_table(const std::vector<LayerStyle>& styles) {
  VectorTable table = {"layer_styles", "", ShapeType::none, {}, {}};
  for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
                           "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"}) {
    const bool is_flag = std::string_view(name) == "useAsDefault";
    table.columns.push_back({name, is_flag ? CellType::integer : CellType::text});
  }
  for (const LayerStyle& style : styles) {
    const std::string none;
    table.rows.push_back({{none, none, style.table, std::string("geom"), style.name, style.qml, none, std::int64_t{1},
                           none, none, Cell{}, std::string(kFixedDate)},
                          {}});
  }
  return table;
}

bool write_all(GDALDataset& dataset, const Crs& crs, const std::vector<VectorTable>& tables,
               const std::vector<LayerStyle>& styles) {
  OGRSpatialReference srs;
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool known = srs.SetFromUserInput((crs.authority.empty() ? crs.wkt : crs.label()).c_str()) == OGRERR_NONE;
  if (!known || dataset.StartTransaction() != OGRERR_NONE) return false;
  for (const VectorTable& table : tables) {
    CPLStringList options;
    options.SetNameValue("GEOMETRY_NAME", "geom");
    options.SetNameValue("DESCRIPTION", storable(table.description).c_str());
    if (!write_table(dataset, table, &srs, options)) return false;
  }
  CPLStringList options;
  options.SetNameValue("FID", "id");
  if (!styles.empty() && !write_table(dataset, style_table(styles), nullptr, options)) return false;
  return dataset.CommitTransaction() == OGRERR_NONE;
}

}  // namespace

Ring turned(Ring ring, Turn turn) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = {ring[i].x - ring[0].x, ring[i].y - ring[0].y};
    const Point b = {ring[(i + 1) % ring.size()].x - ring[0].x, ring[(i + 1) % ring.size()].y - ring[0].y};
    twice += a.x * b.y - b.x * a.y;
  }
  const bool is_counterclockwise = twice > 0;
  if (is_counterclockwise != (turn == Turn::counterclockwise) && !ring.empty())
    std::reverse(ring.begin() + 1, ring.end());
  return ring;
}

void write_geopackage(const std::string& path, const Crs& crs, const std::vector<VectorTable>& tables,
                      const std::vector<LayerStyle>& styles) {
  const GdalSession session;
  const GdalFailures failures;
  const FixedDate date;
  const PartDatabase part(part_name(path));
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver == nullptr) throw Error({"E1001", "GDAL has no driver GPKG"});
  GDALDatasetUniquePtr dataset(driver->Create(part.name().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  const bool written = dataset && write_all(*dataset, crs, tables, styles);
  dataset.reset();
  if (!written || failures.any()) throw_write_failure(path, failures.text());
  publish(part.name(), path);
}

}  // namespace greisen::geo
