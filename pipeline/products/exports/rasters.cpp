// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/gdal/xml.hpp"
#include "outputs/map_layer.hpp"
#include "pipeline/products/exports/source.hpp"

namespace greisen {
namespace {

using outputs::ColourStop;
using outputs::ExportRaster;

constexpr int kRampColours = 17;
constexpr double kFull = 255;
constexpr std::string_view kFavourability = "prospectivity_";

double number_of(const geo::XmlElement& element, const char* name, double otherwise) {
  const std::string* const text = element.attribute(name);
  return text == nullptr ? otherwise : parse_double(*text).value_or(otherwise);
}

std::vector<ColourStop> stops_of(const std::vector<const geo::XmlElement*>& elements) {
  std::vector<ColourStop> stops;
  for (const geo::XmlElement* const one : elements) {
    const std::string* const hex = one->attribute("color");
    const std::string* const label = one->attribute("label");
    const auto colour = hex == nullptr ? std::nullopt : colour_of(*hex);
    if (!colour || one->attribute("value") == nullptr) continue;
    stops.push_back({number_of(*one, "value", 0), *colour, number_of(*one, "alpha", kFull) / kFull,
                     label == nullptr ? std::string() : *label});
  }
  std::ranges::stable_sort(stops, {}, &ColourStop::value);
  return stops;
}

/// The colours the run itself gave the raster: they stand in the style beside it.
bool read_qml(const std::string& path, ExportRaster& raster) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) return false;
  std::string text = read_text_file(path, geo::kMaxXmlBytes);
  if (text.starts_with("<!DOCTYPE")) text.erase(0, text.find('>') + 1);
  const geo::XmlElement root = geo::parse_xml(text, path);
  if (const geo::XmlElement* const ramp = root.find("pipe/rasterrenderer/rastershader/colorrampshader"))
    raster.stops = stops_of(ramp->all("item"));
  if (const geo::XmlElement* const palette = root.find("pipe/rasterrenderer/colorPalette")) {
    raster.stops = stops_of(palette->all("paletteEntry"));
    raster.classes = true;
  }
  return true;
}

void take_style(const Catalogue& catalogue, ExportRaster& raster) {
  const Style* const style = find_style(catalogue.styles, raster.file);
  if (style == nullptr || style->render != Render::ramp || !style->range) return;
  const Palette& palette = catalogue.find_palette(style->palette);
  const auto [low, high] = *style->range;
  for (int i = 0; i < kRampColours; ++i) {
    const double share = static_cast<double>(i) / (kRampColours - 1);
    const double value = low + share * (high - low);
    raster.stops.push_back({value, palette.at(style->reversed ? 1 - share : share), 1, format_number(value)});
  }
}

std::size_t place_of(const outputs::ExportSource& source, const std::string& file) {
  const auto model = std::ranges::find_if(source.models, [&](const outputs::ExportModel& one) {
    return file == std::string(kFavourability) + one.id + ".tif";
  });
  const std::size_t other = file.starts_with(kFavourability) ? 0 : 1;
  return static_cast<std::size_t>(model - source.models.begin()) + (model == source.models.end() ? other : 0);
}

}  // namespace

std::vector<ExportRaster> read_export_rasters(const outputs::ExportSource& source, const Catalogue& catalogue) {
  std::vector<ExportRaster> rasters;
  for (const ChecksumLine& line : source.files) {
    const std::string& file = line.path;
    std::error_code unknown;  // of a name that no system takes
    if (!file.ends_with(".tif") || !std::filesystem::is_regular_file(source.folder + "/" + file, unknown)) continue;
    ExportRaster raster;
    raster.file = file;
    raster.title = std::filesystem::path(file).stem().string();
    if (!read_qml(source.folder + "/" + outputs::qml_path(file), raster)) take_style(catalogue, raster);
    raster.favourability = file.starts_with(kFavourability) && !raster.stops.empty();
    const std::size_t place = place_of(source, file);
    if (place < source.models.size()) raster.title = source.models[place].title;
    rasters.push_back(std::move(raster));
  }
  std::ranges::stable_sort(rasters, {}, [&](const ExportRaster& one) { return place_of(source, one.file); });
  return rasters;
}

}  // namespace greisen
