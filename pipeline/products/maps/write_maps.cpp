// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/maps/write_maps.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "outputs/qgis_project.hpp"
#include "outputs/raster_styles.hpp"
#include "pipeline/products/maps/map_inputs.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/report/parts.hpp"

namespace greisen {
namespace {

using outputs::MapLayer;

constexpr double kMargin = 0.05;  // of the area, around the view

/// What the map is, in its own language.
std::string about(const LoadedSurvey& loaded) {
  const Words words(loaded.survey.language);
  return map_statement(loaded, words) + " " + words("not_judged_note");
}

/// Rasters whose own writer gave them no class names.
bool needs_class_table(const LoadedSurvey& loaded, const MapLayer& layer) {
  const auto raster = std::ranges::find(loaded.graph.rasters, layer.file, &RasterSpec::path);
  return layer.style.render == Render::classes && raster != loaded.graph.rasters.end() && raster->classes.empty();
}

std::vector<std::string> files_beside(const LoadedSurvey& loaded, const MapLayer& layer) {
  std::vector<std::string> files;
  if (layer.is_vector()) return files;
  files.push_back(outputs::qml_path(layer.file));
  if (layer.style.render == Render::classes) files.push_back(layer.file + ".vat.dbf");
  if (needs_class_table(loaded, layer)) files.push_back(layer.file + ".aux.xml");
  return files;
}

void write_beside(const LoadedSurvey& loaded, MeasuredLayer& measured, const std::string& folder) {
  MapLayer& layer = measured.layer;
  if (layer.style.render == Render::classes) {
    outputs::write_vat(folder, layer, measured.counts);
    if (needs_class_table(loaded, layer)) outputs::write_class_table(folder, layer, measured.counts);
    tell_shares(layer, measured.counts, loaded);
  }
  outputs::write_qml(folder, layer);
}

geo::Bounds view_of(const geo::Area& area) {
  const geo::Bounds box = area.bounds();
  const double margin = kMargin * std::max(box.max_x - box.min_x, box.max_y - box.min_y);
  return {box.min_x - margin, box.min_y - margin, box.max_x + margin, box.max_y + margin};
}

std::string text_of(const MapLayer& layer) {
  return layer.file + "|" + layer.table + "|" + layer.title + "|" + join(layer.group, "/") + "|" + layer.about +
         (layer.shown ? "|shown|" : "|") +
         (layer.style.percentile
              ? format_number((*layer.style.percentile)[0]) + " " + format_number((*layer.style.percentile)[1])
              : "") +
         (layer.style.about_zero ? "0" : "") + qml_of(layer);
}

std::vector<ProductFile> files(const LoadedSurvey& loaded) {
  if (!loaded.survey.qgis) return {};
  std::vector<ProductFile> files = {
      {"project.qgz", "file_project", "", "", true}, {"inputs.gpkg"}, {"not_judged.gpkg"}};
  for (const MapLayer& layer : map_layers(loaded))
    for (std::string& file : files_beside(loaded, layer)) files.push_back({std::move(file)});
  return files;
}

std::string key(const LoadedSurvey& loaded, const std::string& before) {
  std::string key = "maps 2\n" + about(loaded) + before + loaded.survey.name + "\n" + key_of_inputs(loaded);
  for (const MapLayer& layer : map_layers(loaded)) key += "\n" + text_of(layer);
  for (const Colour& colour : loaded.catalogue->find_palette("reasons").colours) key += to_hex(colour);
  return sha256_text(key);
}

// At 10 m measured 0.5, fitted 0.4 s.
double seconds(const LoadedSurvey& loaded, int /*threads*/) {
  constexpr double kAll_s = 0.1;
  constexpr double kFloat_s = 20e-9;
  return kAll_s + kFloat_s * delivered_floats(loaded);
}

void write(Delivery& delivery) {
  const LoadedSurvey& loaded = delivery.loaded;
  const std::string& folder = delivery.folder();
  std::vector<MapLayer> layers;
  for (MeasuredLayer one : delivery.layers()) {
    stop_if_interrupted();
    if (!one.layer.is_vector()) write_beside(loaded, one, folder);
    layers.push_back(std::move(one.layer));
  }
  write_inputs(loaded, folder);
  write_not_judged_ground(loaded, folder);
  outputs::write_project(folder + "/project.qgz",
                         {loaded.survey.name, about(loaded), loaded.graph.area.crs, view_of(loaded.graph.area)},
                         layers);
}

void inspect(const std::string& folder, ProductFindings& findings) {
  const std::string project = folder + "/project.qgz";
  if (!geo::is_file(project)) return;
  const std::string text = geo::read_text("/vsizip/{" + project + "}/project.qgs", ProductFindings::kMostText);
  constexpr std::string_view kBegin = "<datasource>";
  for (std::size_t at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at)) {
    at += kBegin.size();
    const std::string source = text.substr(at, text.find('<', at) - at);
    findings.links.push_back({"project.qgz", source.substr(0, source.find('|'))});
  }
  findings.packed.emplace_back("project.qgz", text);
}

}  // namespace

std::string styles_key(const LoadedSurvey& loaded, const std::string& file) {
  std::string key;
  for (const geo::LayerStyle& style : styles_of(loaded, file)) key += style.table + "\n" + style.qml;
  return sha256_text(key);
}

Product maps_product() {
  return {"maps", "styles and QGIS project", files, key, nullptr, seconds, nullptr, write, nullptr, inspect};
}

}  // namespace greisen
