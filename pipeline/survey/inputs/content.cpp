// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/content.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "catalogue/additions.hpp"

namespace greisen {
namespace {

using geo::InputKind;

/// Files that tell of the scene without being a raster of it: metadata, items.
std::vector<std::string> metadata_of(const scene::Scene& scene) {
  std::set<std::string> rasters;
  for (const scene::SceneBand& band : scene.bands) rasters.insert(geo::file_and_rest(band.source.path).first);
  for (const scene::SceneQuality& quality : scene.quality)
    rasters.insert(geo::file_and_rest(quality.source.path).first);
  std::vector<std::string> files;
  for (const std::string& file : scene.files) {
    const std::string here = geo::file_and_rest(file).first;
    if (!rasters.contains(here) && std::ranges::find(files, here) == files.end()) files.push_back(here);
  }
  return files;
}

std::string number_or_none(const std::optional<double>& number) { return number ? format_number(*number) : "-"; }

std::string key_of_codes(const QualityLayer& layer) {
  std::string key = layer.name + (layer.bits ? " bits" : " classes");
  for (const QualityCode& code : layer.codes)
    key += " " + std::to_string(code.code) + "=" + std::to_string(static_cast<int>(code.reason)) + ":" +
           std::to_string(code.to.value_or(-1)) + ":" + std::to_string(code.of.value_or(-1));
  return key;
}

}  // namespace

void add_inputs(const scene::Scene& scene, const std::vector<std::string>& bands, std::vector<Input>& inputs) {
  for (const std::string& name : bands)
    if (const scene::SceneBand* const band = scene.find(name)) inputs.push_back({band->source.path, InputKind::raster});
  for (const scene::SceneQuality& quality : scene.quality) inputs.push_back({quality.source.path, InputKind::raster});
  for (const std::string& file : metadata_of(scene)) inputs.push_back({file, InputKind::plain});
}

std::string key_of_source(const geo::BandSource& source, InputHashes& inputs) {
  std::string key = inputs.content_of({source.path, InputKind::raster}) + ":" + std::to_string(source.band) + " " +
                    format_number(source.scale) + " " + format_number(source.offset) + " " +
                    std::to_string(static_cast<int>(source.resampling)) + (source.without_rim ? " rimless " : " ") +
                    (source.alpha_is_data ? "with alpha " : "") + source.crs;
  for (const double missing : source.missing_dn) key += " " + format_number(missing);
  if (source.geo_transform)
    for (const double number : *source.geo_transform) key += " @" + format_number(number);
  return key + "\n";
}

std::string key_of_scene(const scene::Scene& scene, const std::vector<std::string>& bands, InputHashes& inputs) {
  std::string key = scene.id + " " + std::string(to_word(scene.kind)) + " " + number_or_none(scene.sun_zenith_deg) +
                    " " + number_or_none(scene.sun_azimuth_deg) + "\n";
  for (const std::string& name : bands) key += key_of_source(scene.find(name)->source, inputs);
  for (const scene::SceneQuality& quality : scene.quality)
    key += key_of_codes(quality.meaning) + " " + key_of_source(quality.source, inputs);
  for (const std::string& file : metadata_of(scene)) key += inputs.content_of({file, InputKind::plain}) + "\n";
  return key;
}

std::string content_in(const Survey& survey, const geo::VectorFile& file, InputHashes& inputs) {
  if (file.empty()) return "";
  return file.layer + "|" + file.crs + "|" + inputs.content_of({path_in(survey, file.path), InputKind::vectors});
}

std::string content_of_entry(const Survey& survey, const char* kind, const std::string& id, InputHashes& inputs) {
  const std::filesystem::path file = std::filesystem::path(survey.folder) / kind / (id + ".yaml");
  return inputs.content_of({file.string(), InputKind::plain});
}

std::string content_of_looks(const Survey& survey, InputHashes& inputs) {
  std::string key;
  for (const CatalogueFile& file : catalogue_additions(survey.folder))
    if (file.kind == "palettes" || file.kind == "styles") key += inputs.content_of({file.path}) + "\n";
  return key;
}

std::vector<std::string> files_of(const std::vector<scene::Scene>& scenes) {
  std::vector<Input> inputs;
  for (const scene::Scene& scene : scenes) {
    std::vector<std::string> bands;
    for (const scene::SceneBand& band : scene.bands) bands.push_back(band.name);
    add_inputs(scene, bands, inputs);
  }
  std::vector<std::string> files;
  for (const Input& input : inputs)
    for (const geo::InputFile& file : geo::input_files(input.path, input.kind))
      if (!geo::is_remote(file.path)) files.push_back(file.path);
  return files;
}

}  // namespace greisen
