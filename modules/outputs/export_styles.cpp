// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "outputs/exports.hpp"
#include "outputs/sld.hpp"
#include "outputs/support/coloured.hpp"
#include "outputs/support/export_columns.hpp"

namespace greisen::outputs {
namespace {

constexpr int kPercents = 100;
const char* const kNoStyles = "no raster of the run has colours that can be told";

std::string stem_of(const std::string& file) { return file.substr(0, file.rfind('.')); }

void write_below(const std::string& folder, const std::string& file, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(folder) / file;
  ensure_folder(path.parent_path().string());
  write_file_atomically(path.string(), text);
}

std::string clr_line(int value, const Colour& colour) {
  return fmt::format("{} {} {} {}\n", value, colour.red, colour.green, colour.blue);
}

std::string clr_of(const ExportRaster& raster) {
  std::string text;
  if (raster.classes)
    for (const ColourStop& stop : raster.stops)
      text += clr_line(static_cast<int>(std::lround(stop.value)), stop.colour);
  for (int i = 0; !raster.classes && i <= kPercents; ++i)
    text += clr_line(i, colour_at(raster, static_cast<double>(i) / kPercents).colour);
  return text;
}

}  // namespace

Exported export_sld(const ExportSource& source, const std::string& path) {
  Exported out;
  ensure_folder(path);
  for (const geo::VectorTable& table : source.tables)
    for (const MapLayer& layer : source.styles)
      if (layer.table == table.name) write_below(path, table.name + ".sld", sld_of(layer));
  for (const ExportRaster& raster : source.rasters) {
    if (raster.stops.empty() && raster.classes) continue;  // none of its classes occurs
    if (raster.stops.empty())
      out.notes.push_back(raster.file + ": a picture of the ground has no table of colours; draw its bands instead");
    else
      write_below(path, stem_of(raster.file) + ".sld", sld_of(raster));
  }
  write_read_me(path, source,
                {"Styled Layer Descriptors for GeoServer and its kin, under the names of the run's rasters and of the "
                 "exported tables. QGIS reads those of tables only; for rasters it has the .qml beside each.",
                 out.notes, TableLimits{}, false});
  return out;
}

Exported export_arcgis(const ExportSource& source, const std::string& path) {
  ensure_folder(path);
  bool any = false;
  for (const ExportRaster& raster : source.rasters) {
    if (raster.stops.empty() || (!raster.classes && !raster.favourability)) continue;
    write_below(path, stem_of(raster.file) + ".clr", clr_of(raster));
    any = true;
  }
  if (!any) return {false, {kNoStyles}};
  write_read_me(path, source,
                {"Colour maps for ArcGIS, one line a value: value red green blue. Those of classes fit the rasters as "
                 "they are. Those of favourability stand for per cent: make whole numbers of the raster times 100 "
                 "(raster function Arithmetic, then the function Colormap with this file).",
                 {},
                 TableLimits{},
                 false});
  return {};
}

}  // namespace greisen::outputs
