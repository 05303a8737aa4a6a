// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/stac/write_stac.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "outputs/stac.hpp"
#include "pipeline/products/json_text.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/products.hpp"
#include "pipeline/products/report/parts.hpp"
#include "pipeline/products/words.hpp"

namespace greisen {
namespace {

using Json = nlohmann::json;

/// Of a survey's name: what may stand in an identifier, in lower case.
std::string id_of(const std::string& name) {
  std::string id;
  for (const char letter : lower(name)) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (plain)
      id += letter;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "survey" : id;
}

const char* type_word(geo::PixelType type) {
  switch (type) {
    case geo::PixelType::uint8:
      return "uint8";
    case geo::PixelType::uint16:
      return "uint16";
    case geo::PixelType::int16:
      return "int16";
    case geo::PixelType::uint32:
      return "uint32";
    case geo::PixelType::float32:
      break;
  }
  return "float32";
}

std::vector<outputs::StacRaster> rasters_of(const LoadedSurvey& loaded, const std::string& folder) {
  const std::vector<outputs::MapLayer> layers = map_layers(loaded);
  std::vector<outputs::StacRaster> rasters;
  for (std::size_t i = 0; i < loaded.graph.rasters.size(); ++i) {
    const RasterSpec& spec = loaded.graph.rasters[i];
    outputs::StacRaster raster;
    raster.href = spec.path;
    raster.type = type_word(spec.type);
    raster.nodata = spec.nodata;
    raster.classes = spec.classes;
    raster.statistics = geo::cog_statistics(folder + "/" + spec.path);
    const auto layer = std::ranges::find(layers, spec.path, &outputs::MapLayer::file);
    raster.title = layer == layers.end() ? spec.path : join(layer->group, ", ") + ": " + layer->title;
    const std::vector<Port>& ports = loaded.graph.graph->sinks()[i].ports;
    for (const Port& port : ports) raster.units.push_back(loaded.graph.graph->layer(port).unit);
    if (ports.size() == 1) {
      raster.description = loaded.graph.graph->layer(ports.front()).description;
      raster.expression = loaded.graph.graph->layer(ports.front()).formula;
    }
    rasters.push_back(std::move(raster));
  }
  return rasters;
}

std::vector<outputs::StacFile> files_of(const LoadedSurvey& loaded, const Words& words) {
  std::vector<outputs::StacFile> files;
  for (const ProductFile& file : product_files(loaded))
    if (*file.media_type != '\0') files.push_back({file.path, words(file.words), file.media_type, file.role});
  files.push_back({"run.json", words("file_record"), "application/json", "metadata"});
  return files;
}

std::vector<ProductFile> files(const LoadedSurvey& loaded) {
  if (!loaded.survey.stac) return {};
  return {{"stac/items.json", "file_stac", "", "", true}, {"stac/collection.json"}, {"stac/item.json"}};
}

std::string key(const LoadedSurvey& loaded, const std::string& before) {
  return sha256_text("stac 2\n" + before + loaded.survey.text + loaded.survey.language);
}

void write(Delivery& delivery) {
  const LoadedSurvey& loaded = delivery.loaded;
  const Words words(loaded.survey.language);
  outputs::StacFacts facts;
  facts.id = id_of(loaded.survey.name);
  facts.title = loaded.survey.name;
  facts.description = map_statement(loaded, words);
  facts.synthetic = is_synthetic(loaded);
  facts.area = loaded.graph.area;
  facts.grid = loaded.graph.graph->grid();
  facts.crs_label = loaded.graph.area.crs.label();
  facts.gsd_m = loaded.survey.resolution_m;
  facts.version = GREISEN_VERSION;
  std::set<std::string> dates;
  for (const SensorUse& use : loaded.graph.sensors)
    for (const scene::Scene& scene : use.scenes) {
      if (!scene.date.empty()) dates.insert(scene.date);
      facts.scenes.push_back(scene.id);
    }
  facts.dates.assign(dates.begin(), dates.end());
  facts.rasters = rasters_of(loaded, delivery.folder());
  facts.files = files_of(loaded, words);
  outputs::write_stac(delivery.folder(), facts);
}

void inspect(const std::string& folder, ProductFindings& findings) {
  const std::string path = folder + "/stac/item.json";
  if (!geo::is_file(path)) return;
  const std::string text = read_text_file(path, ProductFindings::kMostText);
  const Json item = json_larger(text) ? Json() : Json::parse(text, nullptr, false);
  if (!item.is_object() || !item.value("assets", Json()).is_object()) {
    findings.faults.push_back({"stac/item.json", "holds no STAC item", "run the survey again"});
    return;
  }
  for (const Json& asset : item["assets"]) {
    const std::string href = json_text(asset, "href");
    findings.links.push_back({"stac/item.json", href.starts_with("../") ? href.substr(3) : href});
  }
}

}  // namespace

Product stac_product() {
  return {"stac", "STAC items", files, key, nullptr, nullptr, nullptr, write, nullptr, inspect};
}

}  // namespace greisen
