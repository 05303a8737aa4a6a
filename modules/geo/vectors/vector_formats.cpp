// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_formats.hpp"

#include <algorithm>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/vectors/vector_rows.hpp"

namespace greisen::geo {
namespace {

/// An option of GDAL, as long as it lives.
class ThreadOption {
 public:
  ThreadOption(const char* key, const char* value) : key_(key) { CPLSetThreadLocalConfigOption(key, value); }
  ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, nullptr); }
  ThreadOption(const ThreadOption&) = delete;
  ThreadOption& operator=(const ThreadOption&) = delete;

 private:
  const char* key_;
};

const char* driver_of(VectorFormat format) {
  switch (format) {
    case VectorFormat::shapefile:
      return "ESRI Shapefile";
    case VectorFormat::mapinfo:
      return "MapInfo File";
    case VectorFormat::flatgeobuf:
      return "FlatGeobuf";
    case VectorFormat::file_geodatabase:
      return "OpenFileGDB";
    case VectorFormat::gpx:
      return "GPX";
  }
  return "";
}

void take(Bounds& box, const std::vector<Point>& points) {
  for (const Point& p : points)
    box = {std::min(box.min_x, p.x), std::min(box.min_y, p.y), std::max(box.max_x, p.x), std::max(box.max_y, p.y)};
}

/// MapInfo keeps coordinates as whole numbers within such a box: the smaller, the finer. Some kilometres stay free for
/// what is drawn later.
std::string mapinfo_bounds(const VectorTable& table, const Crs& crs) {
  Bounds box = {1e300, 1e300, -1e300, -1e300};
  for (const VectorRow& row : table.rows) {
    if (const auto* const point = std::get_if<Point>(&row.shape)) take(box, {*point});
    if (const auto* const lines = std::get_if<Lines>(&row.shape))
      for (const auto& part : lines->parts) take(box, part);
    if (const auto* const polygons = std::get_if<std::vector<Polygon>>(&row.shape))
      for (const Polygon& polygon : *polygons) take(box, polygon.rings.front());
  }
  const double margin = crs.is_geographic ? 1 : 100'000 / crs.metres_per_unit;
  return fmt::format("{:.0f},{:.0f},{:.0f},{:.0f}", box.min_x - margin, box.min_y - margin, box.max_x + margin,
                     box.max_y + margin);
}

LayerForm form_of(VectorFormat format, const VectorTable& table, const Crs& crs, const std::string& date) {
  LayerForm form;
  form.integers = OFTInteger;  // of 64 bits few of these programs know
  if (format == VectorFormat::shapefile) {
    form.options.SetNameValue("ENCODING", "UTF-8");
    form.options.SetNameValue("DBF_DATE_LAST_UPDATE", date.c_str());
  }
  if (format == VectorFormat::mapinfo) {
    form.options.SetNameValue("ENCODING", "CP1252");
    if (!table.rows.empty()) form.options.SetNameValue("BOUNDS", mapinfo_bounds(table, crs).c_str());
  }
  if (format == VectorFormat::file_geodatabase && !table.description.empty())
    form.options.SetNameValue("LAYER_ALIAS", storable(table.description).c_str());
  return form;
}

}  // namespace

void write_vectors(const std::string& path, VectorFormat format, const Crs& crs, const std::vector<VectorTable>& tables,
                   const std::string& date) {
  const GdalSession session;
  const GdalFailures failures;
  // identifiers of a geodatabase are numbered rather than drawn from the clock; its index of space, which is made by
  // reading back, needs no sorting of rings
  const ThreadOption identifiers("OPENFILEGDB_REPRODUCIBLE_UUID", "YES");
  const ThreadOption rings("OGR_ORGANIZE_POLYGONS", "ONLY_CCW");
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(driver_of(format));
  if (driver == nullptr)
    throw Error({"E7002",
                 fmt::format("GDAL here has no driver {}", driver_of(format)),
                 {path, 0, 0, {}},
                 "install GDAL as your distribution ships it; `greisen doctor` tells which formats it has"});
  OGRSpatialReference srs;
  GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  bool written = dataset && set_crs(srs, crs);
  for (const VectorTable& table : tables)
    written = written && write_table(*dataset, table, &srs, form_of(format, table, crs, date));
  dataset.reset();
  if (!written || failures.any()) throw_write_failure(path, failures.text());
  if (failures.any_warning())
    throw Error({"E1064", fmt::format("{} does not take a table as it is: {}", driver_of(format), failures.text())});
}

}  // namespace greisen::geo
