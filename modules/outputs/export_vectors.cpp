// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "base/file.hpp"
#include "geo/vectors/vector_formats.hpp"
#include "outputs/exports.hpp"
#include "outputs/sld.hpp"
#include "outputs/support/export_columns.hpp"

namespace greisen::outputs {
namespace {

constexpr std::size_t kDbfLetters = 10;
constexpr std::size_t kTabLetters = 31;
constexpr std::size_t kOtherLetters = 63;
constexpr std::size_t kDbfBytes = 254;

struct FolderOf {
  geo::VectorFormat format;
  const char* ending;
  const char* what;
  TableLimits limits;
};

/// Styles that GeoServer and QGIS read, one a table.
void write_styles(const ExportSource& source, const std::string& folder) {
  for (const geo::VectorTable& table : source.tables)
    for (const MapLayer& layer : source.styles)
      if (layer.table == table.name) write_file_atomically(folder + "/" + table.name + ".sld", sld_of(layer));
}

Exported nothing(const ExportSource& source) { return {false, source.lacks}; }

/// A file a table, their styles, and what the columns mean.
Exported write_folder(const ExportSource& source, const std::string& path, const FolderOf& form) {
  if (source.tables.empty()) return nothing(source);
  ensure_folder(path);
  Exported out{true, source.lacks};
  for (const geo::VectorTable& table : source.tables)
    geo::write_vectors(path + "/" + table.name + form.ending, form.format, source.crs,
                       {fitted(table, form.limits, out.notes)}, source.day());
  write_styles(source, path);
  write_read_me(path, source, {form.what, out.notes, form.limits});
  return out;
}

}  // namespace

const geo::VectorTable* ExportSource::table(std::string_view table_name) const {
  for (const geo::VectorTable& one : tables)
    if (one.name == table_name) return &one;
  return nullptr;
}

Exported export_shapefiles(const ExportSource& source, const std::string& path) {
  return write_folder(source, path,
                      {geo::VectorFormat::shapefile,
                       ".shp",
                       "Shapefiles (UTF-8). Names of columns have at most 10 letters, texts at most 254 bytes.",
                       {kDbfLetters, kDbfBytes, false}});
}

Exported export_mapinfo(const ExportSource& source, const std::string& path) {
  return write_folder(source, path,
                      {geo::VectorFormat::mapinfo,
                       ".tab",
                       "MapInfo TAB (Windows Latin-1). Texts have at most 254 letters.",
                       {kTabLetters, kDbfBytes, true}});
}

Exported export_flatgeobuf(const ExportSource& source, const std::string& path) {
  return write_folder(
      source, path,
      {geo::VectorFormat::flatgeobuf, ".fgb", "FlatGeobuf with a spatial index.", {kOtherLetters, 0, false}});
}

Exported export_geodatabase(const ExportSource& source, const std::string& path) {
  if (source.tables.empty()) return nothing(source);
  ensure_folder(path);
  Exported out{true, source.lacks};
  const TableLimits limits{kOtherLetters, 0, false};
  std::vector<geo::VectorTable> tables;
  for (const geo::VectorTable& table : source.tables) tables.push_back(fitted(table, limits, out.notes));
  geo::write_vectors(path + "/targets.gdb", geo::VectorFormat::file_geodatabase, source.crs, tables, source.day());
  write_styles(source, path);
  write_read_me(path, source, {"An Esri file geodatabase, one feature class a table.", out.notes, limits});
  return out;
}

}  // namespace greisen::outputs
