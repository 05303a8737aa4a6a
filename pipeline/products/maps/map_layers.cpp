// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/maps/map_layers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/vectors/distance.hpp"
#include "outputs/targets_files.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/maps/map_inputs.hpp"

namespace greisen {
namespace {

using outputs::MapLayer;

std::string with_blanks(std::string text) {
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

/// What the braces of a title stand for.
struct Names {
  std::string model;
  std::string layer;
  std::string sensor;
};

std::string filled(std::string text, const Names& names) {
  for (const auto& [brace, value] : {std::pair<std::string, const std::string*>{"{model}", &names.model},
                                     {"{layer}", &names.layer},
                                     {"{sensor}", &names.sensor}})
    if (const std::size_t at = text.find(brace); at != std::string::npos) text.replace(at, brace.size(), *value);
  return text;
}

const DepositModel* model_in(const LoadedSurvey& loaded, const std::string& path) {
  for (const ModelUse& use : loaded.graph.models) {
    const std::string& id = use.model->id;
    const bool raster = path.ends_with("_" + id + ".tif") || path.starts_with("evidence/" + id + "/");
    if (raster || path == "not_judged.gpkg/" + id) return use.model;
  }
  return nullptr;
}

/// Second part of layers/PART/NAME.tif.
std::string folder_of(const std::string& path) {
  const std::vector<std::string> parts = split(path, '/');
  return parts.size() == 3 ? with_blanks(parts[1]) : std::string();
}

std::string sensor_name(const LoadedSurvey& loaded, const std::string& id, const std::string& path) {
  const auto& sensors = loaded.catalogue->sensors;
  const auto sensor = std::ranges::find(sensors, id, &Sensor::id);
  std::string name = sensor == sensors.end() ? folder_of(path) : sensor->name;
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string layer_name(const LoadedSurvey& loaded, const std::string& path) {
  const std::string stem = stem_of(path);
  for (const LookalikeUse& use : loaded.graph.lookalikes)
    if (path == lookalike_file(use.lookalike->id)) return use.lookalike->title;
  const auto& indices = loaded.catalogue->indices;
  const auto index = std::ranges::find(indices, stem, &IndexEntry::id);
  const bool is_index = path.starts_with("layers/") && index != indices.end();
  return is_index ? index->name : with_blanks(stem);
}

Names names_of(const LoadedSurvey& loaded, const std::string& path, const std::string& sensor) {
  const DepositModel* const model = model_in(loaded, path);
  return {model == nullptr ? "any layer" : model->title, layer_name(loaded, path), sensor_name(loaded, sensor, path)};
}

MapLayer layer_of(const LoadedSurvey& loaded, const Style& style, const Names& names) {
  MapLayer layer;
  layer.style = style;
  layer.palette = loaded.catalogue->find_palette(style.palette);
  layer.marks = loaded.catalogue->find_palette("marks");
  layer.title = filled(style.title, names);
  for (const std::string& name : style.group) layer.group.push_back(filled(name, names));
  layer.about = style.note;
  if (style.range) {
    layer.low = (*style.range)[0];
    layer.high = (*style.range)[1];
  }
  return layer;
}

/// Places of three roles among the bands of a file, from 1; zeros where one is not there.
std::array<outputs::Stretch, 3> bands_of(const LoadedSurvey& loaded, std::size_t raster, const std::string& roles) {
  std::array<outputs::Stretch, 3> found{};
  const RasterSpec& spec = loaded.graph.rasters[raster];
  const auto use =
      std::ranges::find_if(loaded.graph.sensors, [&](const SensorUse& one) { return one.sensor.id == spec.sensor; });
  const std::vector<std::string> words = split(roles, ' ');
  const std::vector<Port>& ports = loaded.graph.graph->sinks()[raster].ports;
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].band = 0;
    const auto band = use == loaded.graph.sensors.end() ? std::nullopt : use->sensor.find(words[i]);
    if (!band) continue;
    const std::string& name = use->sensor.bands[static_cast<std::size_t>(*band)].name;
    for (std::size_t k = 0; k < ports.size(); ++k)
      if (loaded.graph.graph->layer(ports[k]).name == name) found[i].band = static_cast<int>(k) + 1;
  }
  return found;
}

void choose_bands(const LoadedSurvey& loaded, std::size_t raster, MapLayer& layer) {
  for (const std::string& roles : layer.style.bands) {
    layer.composite = bands_of(loaded, raster, roles);
    if (std::ranges::all_of(layer.composite, [](const auto& one) { return one.band > 0; })) return;
  }
  layer.style.render = Render::ramp;  // a grey picture of the first band
}

MapLayer raster_layer(const LoadedSurvey& loaded, std::size_t raster, const Style& style) {
  const RasterSpec& spec = loaded.graph.rasters[raster];
  MapLayer layer = layer_of(loaded, style, names_of(loaded, spec.path, spec.sensor));
  layer.file = spec.path;
  layer.classes = spec.classes;
  const std::vector<Port>& ports = loaded.graph.graph->sinks()[raster].ports;
  const Layer& pixels = loaded.graph.graph->layer(ports.front());
  layer.unit = style.unit.empty() ? pixels.unit : style.unit;
  if (style.render == Render::composite) choose_bands(loaded, raster, layer);
  const auto tell = [&](const char* what, const std::string& text) {
    if (!text.empty()) layer.about += (layer.about.empty() ? "" : " ") + std::string(what) + text + ".";
  };
  if (ports.size() == 1) {
    tell("", pixels.description);
    tell("Formula: ", pixels.formula);
    tell("Source: ", pixels.source);
  }
  return layer;
}

/// The values of the field a style goes by, each with its colour.
std::vector<outputs::Category> categories_of(const LoadedSurvey& loaded, const MapLayer& layer) {
  std::vector<outputs::Category> categories;
  if (layer.style.by == "model")
    for (const ModelUse& use : loaded.graph.models)
      categories.push_back({use.model->id, use.model->title, layer.palette.nth(categories.size())});
  if (layer.style.by == "unit")
    for (const UnitRole& row : loaded.graph.data.units)
      categories.push_back({row.unit, row.role.empty() ? row.unit : row.unit + " (" + row.role + ")",
                            layer.palette.nth(categories.size())});
  return categories;
}

MapLayer table_layer(const LoadedSurvey& loaded, const std::string& path, const Style& style) {
  MapLayer layer = layer_of(loaded, style, names_of(loaded, path, ""));
  const std::size_t slash = path.find('/');
  layer.file = path.substr(0, slash);
  layer.table = path.substr(slash + 1);
  layer.categories = categories_of(loaded, layer);
  return layer;
}

}  // namespace

std::vector<std::string> map_tables(const LoadedSurvey& loaded) {
  std::vector<std::string> tables;
  if (!loaded.graph.models.empty())
    for (const outputs::TargetLayer& layer : outputs::kTargetLayers)
      tables.push_back(std::string("targets.gpkg/") + layer.name);
  for (const std::string& name : input_tables(loaded)) tables.push_back("inputs.gpkg/" + name);
  for (const std::string& name : not_judged_tables(loaded)) tables.push_back("not_judged.gpkg/" + name);
  return tables;
}

std::vector<MapLayer> map_layers(const LoadedSurvey& loaded) {
  std::vector<MapLayer> layers;
  const std::vector<Style>& styles = loaded.catalogue->styles;
  const std::vector<std::string> tables = map_tables(loaded);
  for (const Style& style : styles) {
    const std::size_t before = layers.size();
    for (const std::string& table : tables)
      if (find_style(styles, table) == &style) layers.push_back(table_layer(loaded, table, style));
    for (std::size_t i = 0; i < loaded.graph.rasters.size(); ++i)
      if (find_style(styles, loaded.graph.rasters[i].path) == &style) layers.push_back(raster_layer(loaded, i, style));
    for (std::size_t i = before; i < layers.size(); ++i)
      layers[i].shown = style.shown == Shown::yes || (style.shown == Shown::first && i == before);
  }
  return layers;
}

std::vector<std::string> without_style(const LoadedSurvey& loaded) {
  std::vector<std::string> paths = map_tables(loaded);
  for (const RasterSpec& raster : loaded.graph.rasters) paths.push_back(raster.path);
  std::erase_if(paths, [&](const std::string& path) { return find_style(loaded.catalogue->styles, path) != nullptr; });
  return paths;
}

std::vector<geo::LayerStyle> styles_of(const LoadedSurvey& loaded, const std::string& file) {
  std::vector<geo::LayerStyle> styles;
  for (const MapLayer& layer : map_layers(loaded))
    if (layer.file == file) styles.push_back({layer.table, layer.style.id, qml_of(layer)});
  return styles;
}

}  // namespace greisen
