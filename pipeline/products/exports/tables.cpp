// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/vectors/vector_read.hpp"
#include "pipeline/products/exports/source.hpp"

namespace greisen {
namespace {

using geo::Cell;
using geo::CellType;
using geo::VectorRow;
using geo::VectorTable;
using outputs::ExportSource;
using outputs::MapLayer;

/// Where an exported table comes from, and the style it is drawn in.
struct TableOrigin {
  const char* name;
  const char* file;
  const char* table;
  const char* style;
};
constexpr std::array<TableOrigin, 8> kOrigins = {
    {{"targets", "targets.gpkg", "targets", "targets.gpkg/targets"},
     {"centroids", "targets.gpkg", "centroids", "targets.gpkg/centroids"},
     {"set_aside", "targets.gpkg", "set_aside", "targets.gpkg/set_aside"},
     {"lineaments", "structure/lineaments.gpkg", "lineaments", "inputs.gpkg/faults"},
     {"faults", "inputs.gpkg", "faults", "inputs.gpkg/faults"},
     {"contacts", "inputs.gpkg", "contacts", "inputs.gpkg/contacts"},
     {"tracks", "inputs.gpkg", "tracks", "inputs.gpkg/tracks"},
     {"area", "inputs.gpkg", "area", "inputs.gpkg/area"}}};
constexpr const char* kNotJudged = "not_judged.gpkg";

std::size_t column_of(const VectorTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &geo::Column::name);
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::string text_in(const VectorTable& table, const VectorRow& row, std::string_view name) {
  const std::size_t column = column_of(table, name);
  const auto* const text = column < row.cells.size() ? std::get_if<std::string>(&row.cells[column]) : nullptr;
  return text == nullptr ? std::string() : *text;
}

double number_in(const VectorTable& table, const VectorRow& row, std::string_view name) {
  const std::size_t column = column_of(table, name);
  const auto* const number = column < row.cells.size() ? std::get_if<double>(&row.cells[column]) : nullptr;
  return number == nullptr ? std::nan("") : *number;
}

/// Every model that has targets is one of the run's, also where its record tells of none: a learner, or an older run.
void add_models(const VectorTable& table, const Catalogue& catalogue, ExportSource& source) {
  const Palette& palette = catalogue.find_palette("models");
  for (const VectorRow& row : table.rows) {
    const std::string id = text_in(table, row, "model");
    if (std::ranges::find(source.models, id, &outputs::ExportModel::id) == source.models.end())
      source.models.push_back({id, id, "", palette.nth(source.models.size())});
  }
}

/// The long axis of each target, through its centroid.
VectorTable axes_of(const VectorTable& centroids, const geo::Crs& crs) {
  VectorTable axes{"axes", "Long axes of targets", geo::ShapeType::multi_line, {}, {}};
  for (const char* const name : {"label", "model"}) axes.columns.push_back({name, CellType::text});
  for (const char* const name : {"strike_deg", "length_m"}) axes.columns.push_back({name, CellType::real});
  for (const VectorRow& row : centroids.rows) {
    const double strike = number_in(centroids, row, "strike_deg");
    const double length = number_in(centroids, row, "length_m");
    const auto* const place = std::get_if<geo::Point>(&row.shape);
    if (place == nullptr || !std::isfinite(strike) || !(length > 0) || !(crs.metres_per_unit > 0)) continue;
    const double half = length / 2 / crs.metres_per_unit;
    const double east = half * std::sin(strike * std::numbers::pi / 180);
    const double north = half * std::cos(strike * std::numbers::pi / 180);
    geo::Lines line{{{{place->x - east, place->y - north}, {place->x + east, place->y + north}}}};
    axes.rows.push_back(
        {{text_in(centroids, row, "label"), text_in(centroids, row, "model"), strike, length}, std::move(line)});
  }
  return axes;
}

/// Ground that a model could not judge, of all models in one table.
VectorTable not_judged_of(const std::string& path) {
  VectorTable all{"not_judged", "Ground that could not be judged", geo::ShapeType::multi_polygon, {}, {}};
  for (const std::string& name : geo::shape_tables(path)) {
    VectorTable one = geo::read_table(path, name).table;
    if (all.columns.empty()) {
      all.columns = one.columns;
      all.columns.insert(all.columns.begin(), geo::Column{"model", CellType::text});
    }
    for (VectorRow& row : one.rows) {
      row.cells.insert(row.cells.begin(), name);
      if (row.cells.size() == all.columns.size()) all.rows.push_back(std::move(row));
    }
  }
  return all;
}

/// x and y of targets as they are in the CRS of the export, to a centimetre.
void move_places(VectorTable& table, const geo::Crs& from, const geo::Crs& to) {
  const std::size_t x = column_of(table, "x");
  const std::size_t y = column_of(table, "y");
  if (x >= table.columns.size() || y >= table.columns.size() || from.wkt == to.wkt) return;
  VectorTable places{table.name, "", geo::ShapeType::point, {}, {}};
  for (const VectorRow& row : table.rows)
    places.rows.push_back({{}, geo::Point{number_in(table, row, "x"), number_in(table, row, "y")}});
  places = geo::moved_table(std::move(places), from, to);
  const double unit = to.is_geographic ? 1e7 : 1e2;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& place = std::get<geo::Point>(places.rows[i].shape);
    table.rows[i].cells[x] = std::round(place.x * unit) / unit;
    table.rows[i].cells[y] = std::round(place.y * unit) / unit;
  }
}

MapLayer style_of(const ExportSource& source, const Catalogue& catalogue, const std::string& table,
                  const std::string& drawn_as) {
  MapLayer layer;
  const Style* const style = find_style(catalogue.styles, drawn_as);
  if (style == nullptr) return layer;
  layer.table = table;
  layer.style = *style;
  layer.palette = catalogue.find_palette(style->palette);
  layer.marks = catalogue.find_palette("marks");
  layer.title = style->title.find('{') == std::string::npos || style->group.empty() ? style->title : style->group[0];
  if (style->by == "model")
    for (const outputs::ExportModel& model : source.models)
      layer.categories.push_back({model.id, model.title, model.colour});
  return layer;
}

bool has_table(const std::string& path, const std::string& table) {
  if (!geo::is_file(path)) return false;
  const std::vector<std::string> names = geo::shape_tables(path);
  return std::ranges::find(names, table) != names.end();
}

/// Where tables go, and in which CRS.
struct Taker {
  ExportSource& source;
  const Catalogue& catalogue;
  geo::Crs wanted;
};

void keep(const Taker& to, VectorTable table, const geo::Crs& from, const std::string& drawn_as) {
  if (table.rows.empty()) return;
  move_places(table, from, to.wanted);
  MapLayer layer = style_of(to.source, to.catalogue, table.name, drawn_as);
  if (!table.description.empty()) layer.title = table.description;  // the style may be another's
  if (layer.is_vector()) to.source.styles.push_back(std::move(layer));
  to.source.tables.push_back(geo::moved_table(std::move(table), from, to.wanted));
}

void take_table(const Taker& to, const TableOrigin& origin) {
  const std::string path = to.source.folder + "/" + origin.file;
  if (!has_table(path, origin.table)) return;
  geo::FileTable read = geo::read_table(path, origin.table);
  read.table.name = origin.name;
  if (read.table.name == "lineaments") read.table.description = "Lineaments";
  if (origin.file == std::string_view("targets.gpkg")) {
    add_models(read.table, to.catalogue, to.source);
  }
  if (read.table.name == "centroids") keep(to, axes_of(read.table, read.crs), read.crs, "inputs.gpkg/contacts");
  keep(to, std::move(read.table), read.crs, origin.style);
}

/// Of ground too finely outlined it is said that it is left out; targets do not wait for it.
void take_ground(const Taker& to) {
  const std::string path = to.source.folder + "/" + kNotJudged;
  if (!geo::is_file(path)) return;
  try {
    keep(to, not_judged_of(path), to.source.crs, std::string(kNotJudged) + "/ground");
  } catch (const Error& error) {
    if (error.code() != "E3204" && error.code() != "E4013") throw;
    to.source.lacks.push_back("not_judged is left out: " + error.problems().front().what);
  }
}

}  // namespace

void read_export_tables(ExportSource& source, const Catalogue& catalogue, const std::string& crs) {
  Taker taker{source, catalogue, crs.empty() ? source.crs : geo::parse_crs(crs)};
  taker.wanted.place = source.crs.place;
  for (const TableOrigin& origin : kOrigins) take_table(taker, origin);
  take_ground(taker);
  source.crs = taker.wanted;
  if (source.table("targets") == nullptr)
    source.lacks.emplace_back(geo::is_file(source.folder + "/targets.gpkg")
                                  ? "the run has no targets: nothing stood out from background"
                                  : "the run has no targets.gpkg, so no targets");
}

}  // namespace greisen
