// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "base/file.hpp"
#include "geo/vectors/dxf.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/coloured.hpp"
#include "outputs/support/export_columns.hpp"

namespace greisen::outputs {
namespace {

constexpr double kLabelsAcross = 120;  ///< height of a label: this part of the ground's width

geo::Lines outlines(const geo::Geometry& shape) {
  geo::Lines lines;
  if (const auto* const open = std::get_if<geo::Lines>(&shape)) lines = *open;
  if (const auto* const polygons = std::get_if<std::vector<geo::Polygon>>(&shape))
    for (const geo::Polygon& polygon : *polygons)
      for (geo::Ring ring : polygon.rings) {
        ring.push_back(ring.front());
        lines.parts.push_back(std::move(ring));
      }
  return lines;
}

std::string colour_of(const ExportSource& source, const std::string& table, const std::string& model) {
  for (const ExportModel& one : source.models)
    if (one.id == model && table != "set_aside") return to_hex(one.colour);
  return to_hex(table_colour(source, table));
}

double label_height(const geo::VectorTable& centroids) {
  double west = 1e300;
  double east = -1e300;
  for (const geo::VectorRow& row : centroids.rows)
    if (const auto* const place = std::get_if<geo::Point>(&row.shape)) {
      west = std::min(west, place->x);
      east = std::max(east, place->x);
    }
  constexpr double kAlone = 50;  // of a single target, in units of the drawing
  return east > west ? (east - west) / kLabelsAcross : kAlone;
}

/// "w-skarn", "w-skarn axes"; what belongs to no model lies on the layer of its table.
std::string layer_of(const geo::VectorTable& table, const geo::VectorRow& row) {
  const std::string model = text_at(table, row, "model");
  if (model.empty()) return table.name;
  return table.name == "targets" ? model : model + " " + (table.name == "centroids" ? "labels" : table.name);
}

}  // namespace

Exported export_dxf(const ExportSource& source, const std::string& path) {
  std::vector<geo::DxfItem> items;
  for (const char* const name :
       {"targets", "set_aside", "axes", "lineaments", "faults", "contacts", "tracks", "area"}) {
    const geo::VectorTable* const table = source.table(name);
    if (table == nullptr) continue;
    for (const geo::VectorRow& row : table->rows)
      items.push_back(
          {layer_of(*table, row), colour_of(source, name, text_at(*table, row, "model")), outlines(row.shape)});
  }
  if (const geo::VectorTable* const centroids = source.table("centroids")) {
    const double height = label_height(*centroids);
    for (const geo::VectorRow& row : centroids->rows)
      items.push_back({layer_of(*centroids, row), colour_of(source, "centroids", text_at(*centroids, row, "model")),
                       row.shape, text_at(*centroids, row, "label"), height});
  }
  if (items.empty()) return {false, source.lacks};
  ensure_folder(path);
  geo::write_dxf(path + "/targets.dxf", items);
  Exported out{true, source.lacks};
  write_read_me(
      path, source,
      {"A drawing of outlines, axes and lines in the coordinates of the CRS named below, which a DXF cannot hold "
       "itself. One layer a model, with its axes and labels on layers of their own.\nCRS: " +
           source.crs.label() + " (" + source.crs.name + ")",
       out.notes, TableLimits{}, false});
  return out;
}

}  // namespace greisen::outputs
