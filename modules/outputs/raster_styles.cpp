// SPDX-License-Identifier: Apache-2.0
#include "outputs/raster_styles.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/dbf.hpp"
#include "outputs/support/qgis_xml.hpp"

namespace greisen::outputs {
namespace {

constexpr double kFullChannel = 255;
constexpr const char* kDocument = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n";

std::uint64_t count_of(const Counts& counts, int value) {
  const auto found = counts.find(value);
  return found == counts.end() ? 0 : found->second;
}

struct AuxColumn {
  const char* name;
  int type;   ///< GDALRATFieldType
  int usage;  ///< GDALRATFieldUsage
};
constexpr std::array<AuxColumn, 7> kAuxColumns = {{{"Value", 0, 5},
                                                   {"Count", 1, 1},
                                                   {"Class", 2, 2},
                                                   {"Red", 0, 6},
                                                   {"Green", 0, 7},
                                                   {"Blue", 0, 8},
                                                   {"Alpha", 0, 9}}};

}  // namespace

std::string qml_path(const std::string& raster) { return raster.substr(0, raster.rfind('.')) + ".qml"; }

std::string qml_of(const MapLayer& layer) {
  if (!layer.is_vector())
    return std::string(kDocument) + "<qgis version=\"3.22\" styleCategories=\"Symbology\">\n" +
           raster_symbology(layer) + "</qgis>\n";
  return std::string(kDocument) + "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"" +
         (has_labels(layer) ? "1" : "0") + "\">\n" + vector_symbology(layer) + "</qgis>\n";
}

void write_qml(const std::string& folder, const MapLayer& layer) {
  write_file_atomically(folder + "/" + qml_path(layer.file), qml_of(layer));
}

void write_vat(const std::string& folder, const MapLayer& layer, const Counts& counts) {
  constexpr int kIntegerWidth = 9;
  constexpr int kCountWidth = 18;
  constexpr int kRealWidth = 13;
  constexpr int kRealDecimals = 11;
  int widest = 1;
  for (const geo::RasterClass& one : layer.classes) widest = std::max(widest, static_cast<int>(one.name.size()));
  DbfTable table;
  table.columns = {{"Value", 'N', kIntegerWidth, 0}, {"Count", 'N', kCountWidth, 0}, {"Class", 'C', widest, 0}};
  for (const char* channel : {"Red", "Green", "Blue"})
    table.columns.push_back({channel, 'N', kRealWidth, kRealDecimals});
  for (const geo::RasterClass& one : layer.classes) {
    const std::uint64_t count = count_of(counts, one.value);
    if (count == 0) continue;
    std::vector<std::string> cells = {std::to_string(one.value), std::to_string(count), one.name};
    for (std::size_t i = 0; i < 3; ++i)
      cells.push_back(fmt::format("{:.{}f}", static_cast<double>(one.rgba[i]) / kFullChannel, kRealDecimals));
    table.rows.push_back(std::move(cells));
  }
  write_file_atomically(folder + "/" + layer.file + ".vat.dbf", dbf_of(table));
}

void write_class_table(const std::string& folder, const MapLayer& layer, const Counts& counts) {
  std::string text = "<PAMDataset>\n<PAMRasterBand band=\"1\">\n<GDALRasterAttributeTable tableType=\"thematic\">\n";
  for (std::size_t i = 0; i < kAuxColumns.size(); ++i)
    text += fmt::format("<FieldDefn index=\"{}\"><Name>{}</Name><Type>{}</Type><Usage>{}</Usage></FieldDefn>\n", i,
                        kAuxColumns[i].name, kAuxColumns[i].type, kAuxColumns[i].usage);
  int row = 0;
  for (const geo::RasterClass& one : layer.classes) {
    const std::uint64_t count = count_of(counts, one.value);
    if (count == 0) continue;
    text += fmt::format("<Row index=\"{}\"><F>{}</F><F>{}</F>{}", row++, one.value, count, element("F", one.name));
    for (const std::uint8_t channel : one.rgba) text += fmt::format("<F>{}</F>", channel);
    text += "</Row>\n";
  }
  write_file_atomically(folder + "/" + layer.file + ".aux.xml",
                        text + "</GDALRasterAttributeTable>\n</PAMRasterBand>\n</PAMDataset>\n");
}

}  // namespace greisen::outputs
