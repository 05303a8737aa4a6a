// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

constexpr double kGapOfClosed = 1e-4;  ///< of the line's length

/// Which kinds a geometry holds, of any nesting.
struct Kinds {
  bool points = false;
  bool lines = false;
  bool closed = false;
  bool polygons = false;

  void look_at(const OGRGeometry& geometry) {  // NOLINT(misc-no-recursion)
    const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
    if (geometry.IsEmpty() != 0) return;
    if (type == wkbPoint) {
      points = true;
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
      for (const OGRGeometry* part : geometry.toGeometryCollection()) look_at(*part);
    } else if (OGR_GT_IsSurface(type) != 0) {
      polygons = true;
    } else if (OGR_GT_IsCurve(type) != 0) {
      lines = true;
      closed = closed ||
               (type == wkbLineString ? is_closed(*geometry.toLineString()) : geometry.toCurve()->get_IsClosed() != 0);
    }
  }
};

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

bool is_surface(OGRwkbGeometryType type) {
  return OGR_GT_IsSurface(type) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0;
}

bool is_curve(OGRwkbGeometryType type) {
  return OGR_GT_IsCurve(type) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiCurve) != 0;
}

void add_to(ShapeCount& count, const OGRFeature& feature) {
  ++count.rows;
  const OGRGeometry* const geometry = feature.GetGeometryRef();
  if (geometry == nullptr) return;
  Kinds kinds;
  kinds.look_at(*geometry);
  count.points += kinds.points ? 1 : 0;
  count.lines += kinds.lines ? 1 : 0;
  count.closed_lines += kinds.closed ? 1 : 0;
  count.polygons += kinds.polygons ? 1 : 0;
}

}  // namespace

std::string ShapeCount::text() const {
  std::vector<std::string> parts;
  if (polygons > 0) parts.push_back(counted(polygons, "polygon", "polygons"));
  if (lines > 0) parts.push_back(counted(lines, "line", "lines"));
  if (points > 0) parts.push_back(counted(points, "point", "points"));
  return parts.empty() ? counted(rows, "row", "rows") + " without shapes" : join(parts, ", ");
}

bool is_closed(const OGRLineString& line) {
  const int count = line.getNumPoints();
  if (count < 4) return false;
  const double gap = std::hypot(line.getX(count - 1) - line.getX(0), line.getY(count - 1) - line.getY(0));
  return gap <= kGapOfClosed * line.get_Length();
}

OGRLayer& VectorLayer::open() const {
  SqlBudget::watch_again(database_);
  layer_->SetAttributeFilter(part_.empty() ? nullptr : ("Layer = " + sql_literal(part_)).c_str());
  layer_->ResetReading();
  return *layer_;
}

void VectorLayer::check_ended() const {
  SqlBudget::go_on();
  if (SqlBudget::spent())
    refuse_vectors(
        "E3215", file_->path,
        fmt::format("its table {} is a view that was not at its end after {} s, or {} million steps of its SQL",
                    printable(name_), kMostSqlSeconds, kMostSqlSteps / 1'000'000),
        "save what the view shows as a table of its own, or name another layer of the file");
}

/// As a driver that need not read them knows; 0 where it does not.
std::size_t VectorLayer::known_rows() const {
  OGRLayer& layer = open();
  const GIntBig rows = layer.TestCapability(OLCFastFeatureCount) != 0 ? layer.GetFeatureCount() : 0;
  check_ended();
  if (rows > static_cast<GIntBig>(kMostLayerRows)) refuse_rows();
  return static_cast<std::size_t>(std::max<GIntBig>(0, rows));
}

void VectorLayer::refuse_rows() const {
  refuse_vectors("E3204", file_->path, fmt::format("more than {} rows in {}", kMostLayerRows, printable(name_)),
                 "cut it to the area, and leave out what is not needed");
}

void VectorLayer::go_through(const std::function<bool(const OGRFeature&)>& take) const {
  static_cast<void>(known_rows());
  OGRLayer& layer = open();
  std::size_t rows = 0;
  const auto next = [&] {
    const GdalFailures failures;
    OGRFeatureUniquePtr feature(layer.GetNextFeature());
    if (failures.any()) note_damage(failures.text());
    return feature;
  };
  while (const OGRFeatureUniquePtr feature = next()) {
    SqlBudget::go_on();
    if (++rows > kMostLayerRows) refuse_rows();
    if (!take(*feature)) break;
  }
  check_ended();
}

void VectorLayer::check_whole() const {
  if (!damage_.empty())
    refuse_vectors("E3245", file_->path, fmt::format("not all of '{}' can be read: {}", printable(name_), damage_),
                   "copy it again from where it came; or take what can be read: ogr2ogr -skipfailures OUT.gpkg IN");
}

void VectorLayer::each(const std::function<bool(const OGRFeature&)>& take) const {
  go_through(take);
  check_whole();
}

const ShapeCount& VectorLayer::count() const {
  if (count_) return *count_;
  const GdalFailures failures;
  const OGRwkbGeometryType type = wkbFlatten(layer_->GetGeomType());
  if (failures.any()) note_damage(failures.text());  // of a workbook that is read when it is asked for anything
  const bool single = part_.empty() && (type == wkbNone || type == wkbPoint || type == wkbMultiPoint ||
                                        is_surface(type) || is_curve(type));
  if (!single) return count_.emplace(count_all());
  ShapeCount& count = count_.emplace();
  count.rows = static_cast<std::size_t>(std::max<GIntBig>(0, open().GetFeatureCount()));
  check_ended();
  if (type == wkbPoint || type == wkbMultiPoint) count.points = count.rows;
  if (is_surface(type)) count.polygons = count.rows;
  if (is_curve(type)) count.lines = count.rows;
  return count;
}

const ShapeCount& VectorLayer::count_all() const {
  if (count_all_) return *count_all_;
  ShapeCount& count = count_all_.emplace();
  go_through([&](const OGRFeature& feature) {
    add_to(count, feature);
    return true;
  });
  return count;
}

void refuse_drawing(const std::string& path) {
  refuse_vectors(
      "E3204", path,
      fmt::format("more than {} items, those of a block counted each time that it is drawn", kMostDrawingItems),
      "save the layer that is meant as a GeoPackage, in the program that drew it");
}

std::map<std::string, ShapeCount> parts_of_drawing(OGRLayer& layer, const std::string& path) {
  std::map<std::string, ShapeCount> parts;
  const int field = layer.FindFieldIndex("Layer", TRUE);
  layer.ResetReading();
  std::size_t items = 0;
  for (const OGRFeatureUniquePtr& feature : layer) {
    if (++items > kMostDrawingItems) refuse_drawing(path);
    if (field >= 0) add_to(parts[feature->GetFieldAsString(field)], *feature);
    if (parts.size() > kMostLayers)
      refuse_vectors("E3204", path, fmt::format("more than {} layers", kMostLayers),
                     "save the one that is meant into a file of its own");
  }
  return parts;
}

void VectorLayer::refuse_no_degrees(const Crs& crs) const {
  OGREnvelope box;
  if (!crs.is_geographic) return;
  const bool known = layer_->GetExtent(&box, TRUE) == OGRERR_NONE;
  check_ended();
  if (!known) return;
  constexpr double kMostLon = 540;  // 180 and a turn: areas run on beyond the antimeridian
  if (box.MinX >= -kMostLon && box.MaxX <= kMostLon && box.MinY >= -90 && box.MaxY <= 90) return;
  refuse_vectors(
      "E4023", file_->path,
      fmt::format("its coordinates (x {} to {}, y {} to {}) are no degrees, as its CRS would have them",
                  format_number(box.MinX), format_number(box.MaxX), format_number(box.MinY), format_number(box.MaxY)),
      file_->key.empty() ? "give the CRS of its coordinates"
                         : "give the CRS of its coordinates: " + named_so(*file_, "crs", "\"EPSG:…\""));
}

Crs VectorLayer::crs() const {
  Crs crs = stated_crs();
  refuse_no_degrees(crs);
  return crs;
}

Crs VectorLayer::stated_crs() const {
  if (!file_->crs.empty()) return parse_crs(file_->crs);
  if (layer_->GetSpatialRef() == nullptr)
    refuse_vectors("E3203", file_->path, "it does not say its coordinate reference system",
                   file_->key.empty() ? "write it into the file, or beside it as .prj"
                                      : "give the one of the data: " + named_so(*file_, "crs", "\"EPSG:…\"") +
                                            ", or write it beside the file as .prj");
  return parse_crs(wkt_of(*layer_, file_->path));
}

int VectorLayer::field(const std::string& field_name) const {
  const int exact = layer_->FindFieldIndex(field_name.c_str(), TRUE);
  if (exact >= 0) return exact;
  std::vector<std::string> names;
  std::vector<int> alike;
  OGRFeatureDefn& definition = *layer_->GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    if (folded(names.back()) == folded(field_name)) alike.push_back(i);
  }
  if (alike.size() == 1) return alike.front();
  refuse_vectors("E3206", file_->path, "the layer " + printable(name_) + " has no field " + printable(field_name),
                 names.empty() ? "give a layer with fields" : suggestion(field_name, names));
}

LayerWish wish_for_polygons() {
  return {"polygons", [](const VectorLayer& layer) { return layer.count().polygons > 0; }};
}
LayerWish wish_for_closed_lines() {
  return {"closed lines",
          [](const VectorLayer& layer) { return layer.count().lines > 0 && layer.count_all().closed_lines > 0; }};
}
LayerWish wish_for_lines() {
  return {"lines", [](const VectorLayer& layer) { return layer.count().lines > 0; }};
}
LayerWish wish_for_points() {
  return {"points", [](const VectorLayer& layer) { return layer.count().points > 0; }};
}

}  // namespace greisen::geo
