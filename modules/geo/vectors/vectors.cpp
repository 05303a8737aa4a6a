// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/vectors/vector_rows.hpp"

namespace greisen::geo {

namespace {

/// Instead of the clock: the same rows give the same bytes.
constexpr const char* kFixedDate = "2000-01-01T00:00:00.000Z";

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
  if (!set_crs(srs, crs) || dataset.StartTransaction() != OGRERR_NONE) return false;
  for (const VectorTable& table : tables) {
    LayerForm form;
    form.options.SetNameValue("GEOMETRY_NAME", "geom");
    form.options.SetNameValue("DESCRIPTION", storable(table.description).c_str());
    if (!write_table(dataset, table, &srs, form)) return false;
  }
  LayerForm form;
  form.options.SetNameValue("FID", "id");
  if (!styles.empty() && !write_table(dataset, style_table(styles), nullptr, form)) return false;
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
  const CPLConfigOptionSetter date("OGR_CURRENT_DATE", kFixedDate, false);
  // from 100 000 rows on GDAL 3.6 fills the spatial index of one table in a thread while the next is written, and fails
  const CPLConfigOptionSetter one_thread("OGR_GPKG_ALLOW_THREADED_RTREE", "NO", false);
  const PartFile part(path);
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver == nullptr) throw Error({"E1001", "GDAL has no driver GPKG"});
  GDALDatasetUniquePtr dataset(driver->Create(part.name().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  const bool written = dataset && write_all(*dataset, crs, tables, styles);
  dataset.reset();
  if (!written || failures.any()) throw_write_failure(path, failures.text());
  part.publish();
}

}  // namespace greisen::geo
