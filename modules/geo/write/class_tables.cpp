// SPDX-License-Identifier: Apache-2.0
#include "geo/write/class_tables.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "geo/gdal/open_input.hpp"

namespace greisen::geo {

ClassTables::ClassTables(const std::vector<RasterClass>& classes) {
  table.CreateColumn("Value", GFT_Integer, GFU_MinMax);
  table.CreateColumn("Class", GFT_String, GFU_Name);
  const std::array<std::pair<const char*, GDALRATFieldUsage>, 4> channels = {
      {{"Red", GFU_Red}, {"Green", GFU_Green}, {"Blue", GFU_Blue}, {"Alpha", GFU_Alpha}}};
  for (const auto& [name, usage] : channels) table.CreateColumn(name, GFT_Integer, usage);
  int last = 0;
  for (const RasterClass& c : classes) last = std::max(last, c.value);
  std::vector<std::string> by_value(static_cast<std::size_t>(last) + 1);
  for (int i = 0; i < static_cast<int>(classes.size()); ++i) {
    const RasterClass& c = classes[static_cast<std::size_t>(i)];
    const GDALColorEntry colour = {c.rgba[0], c.rgba[1], c.rgba[2], c.rgba[3]};
    colours.SetColorEntry(c.value, &colour);
    by_value[static_cast<std::size_t>(c.value)] = c.name;
    table.SetValue(i, 0, c.value);
    table.SetValue(i, 1, c.name.c_str());
    for (int k = 0; k < 4; ++k) table.SetValue(i, 2 + k, c.rgba[static_cast<std::size_t>(k)]);
  }
  for (const std::string& name : by_value) names.AddString(name.c_str());
}

bool tells_classes(const std::string& file, const std::vector<RasterClass>& classes) {
  if (classes.empty()) return true;
  const GDALDatasetUniquePtr raster = open_input(file, Purpose::own, GDAL_OF_RASTER);
  if (!raster) return false;
  const ClassTables wanted(classes);
  GDALRasterBand& band = *raster->GetRasterBand(1);
  const GDALRasterAttributeTable* const table = band.GetDefaultRAT();
  return table != nullptr && table->GetRowCount() == wanted.table.GetRowCount() &&
         CSLCount(band.GetCategoryNames()) == wanted.names.Count();
}

}  // namespace greisen::geo
