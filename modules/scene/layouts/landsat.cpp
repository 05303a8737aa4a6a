// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "scene/layouts/landsat_metadata.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

/// The files of one scene.
struct Group {
  LooseName name;
  std::set<std::string> paths;  ///< rasters
  std::string metadata;         ///< MTL; empty: not there
};

bool is_metadata(const LooseName& name) { return name.file_band == "MTL" || name.file_band == "mtl"; }

bool claims(const std::string& path, bool folder) { return !folder && landsat_name(geo::file_name(path)).has_value(); }

/// The MTL beside a band file; text before XML before JSON.
std::string metadata_beside(const std::string& folder, const std::vector<std::string>& names,
                            const std::string& scene) {
  for (const std::string ending : {".txt", ".xml", ".json"}) {
    for (const std::string& name : names)
      if (lower(name) == lower(scene) + "_mtl" + ending) return geo::join_path(folder, name);
  }
  return "";
}

/// A metadata file stands for its scene: the rasters of that name beside it.
void add_rasters_beside(const std::string& folder, const std::vector<std::string>& names, Group& group) {
  for (const std::string& name : names) {
    const auto told = landsat_name(name);
    if (told && told->scene == group.name.scene && !is_metadata(*told))
      group.paths.insert(geo::join_path(folder, name));
  }
}

std::map<std::string, Group> groups_of(const std::vector<std::string>& paths) {
  std::map<std::string, Group> groups;
  std::map<std::string, std::vector<std::string>> listed;
  for (const std::string& path : paths) {
    const LooseName name = landsat_name(geo::file_name(path)).value();
    const std::string folder = geo::parent_folder(path);
    if (!listed.contains(folder)) listed[folder] = geo::list_folder(folder);
    Group& group = groups[name.scene];
    group.name = name;
    if (is_metadata(name)) {
      group.metadata = path;
      add_rasters_beside(folder, listed[folder], group);
    } else {
      group.paths.insert(path);
    }
    if (group.metadata.empty()) group.metadata = metadata_beside(folder, listed[folder], name.scene);
  }
  return groups;
}

/// Quality layers of Collection 1 as they are named in scenes and in tiles; else empty.
std::string quality_of_collection1(const std::string& file_band) {
  static const std::map<std::string, std::string, std::less<>> kLayers = {{"bqa", "BQA"},
                                                                          {"pixel_qa", "PIXEL_QA"},
                                                                          {"pixelqa", "PIXEL_QA"},
                                                                          {"radsat_qa", "RADSAT_QA"},
                                                                          {"radsatqa", "RADSAT_QA"},
                                                                          {"sr_aerosol", "SR_AEROSOL"},
                                                                          {"sraerosolqa", "SR_AEROSOL"}};
  const auto found = kLayers.find(lower(file_band));
  return found == kLayers.end() ? "" : found->second;
}

std::vector<BandFile> band_files_of(const Group& group) {
  std::vector<BandFile> files;
  for (const std::string& path : group.paths) {
    const LooseName name = landsat_name(geo::file_name(path)).value();
    const std::string band = name.band.empty() ? quality_of_collection1(name.file_band) : name.band;
    if (!band.empty()) files.push_back({path, band, 0});
  }
  return files;
}

void describe(Scene& scene, const LandsatMetadata& metadata) {
  if (const auto level = metadata.text({"PRODUCT_CONTENTS", "PRODUCT_METADATA"}, "PROCESSING_LEVEL")) {
    scene.level = printable(*level, 20);
  } else if (const auto type = metadata.text({"PRODUCT_METADATA"}, "DATA_TYPE")) {
    scene.level = printable(*type, 20);
  }
  scene.synthetic = is_made_up(metadata.text({"PRODUCT_CONTENTS"}, "ORIGIN").value_or(""));
  const std::vector<std::string_view> image = {"IMAGE_ATTRIBUTES", "PRODUCT_METADATA", "PRODUCT_PARAMETERS"};
  if (const auto date = metadata.text(image, "DATE_ACQUIRED"); date && date->size() == 10) scene.date = *date;
  if (const auto time = metadata.text(image, "SCENE_CENTER_TIME")) scene.time = printable(time->substr(0, 8));
  if (const auto elevation = metadata.number(image, "SUN_ELEVATION", -90, 90)) scene.sun_zenith_deg = 90 - *elevation;
  if (const auto azimuth = metadata.number(image, "SUN_AZIMUTH", -360, 360))
    scene.sun_azimuth_deg = *azimuth < 0 ? *azimuth + 360 : *azimuth;
  // -1 where it was not estimated
  if (const auto cloud = metadata.number(image, "CLOUD_COVER", -1, 100); cloud && *cloud >= 0)
    scene.cloud_percent = *cloud;
}

bool level2(const SceneBand& band) {
  return landsat_gain_by_name(landsat_name(geo::file_name(band.source.path))->file_band).has_value();
}

/// The fullest DN of 8 and 16 bits is saturation.
void mark_saturation(SceneBand& band) {
  if (band.type == "Byte") band.source.missing_dn.push_back(255);
  if (band.type == "UInt16") band.source.missing_dn.push_back(65535);
}

/// Scale and offset of each band by the metadata, or by what its name fixes.
void calibrate(Scene& scene, const std::optional<LandsatMetadata>& metadata) {
  std::vector<SceneBand> kept;
  for (SceneBand& band : scene.bands) {
    const std::string file_band = landsat_name(geo::file_name(band.source.path)).value().file_band;
    std::optional<LandsatGain> gain;
    if (metadata) gain = landsat_gain(*metadata, file_band);
    if (!gain) gain = landsat_gain_by_name(file_band);
    if (!gain) {
      scene.warnings.push_back(geo::file_name(band.source.path) +
                               " is left out: the metadata do not say what its DN mean");
      continue;
    }
    band.source.scale = gain->scale;
    band.source.offset = gain->offset;
    band.source.layer.unit = gain->unit;
    if (gain->missing_dn.empty()) {
      mark_saturation(band);
    } else {
      band.source.missing_dn = gain->missing_dn;
    }
    scene.decisions.push_back(
        {band.name, "DN * " + format_number(gain->scale) + " + " + format_number(gain->offset) + " " + gain->unit,
         gain->why});
    kept.push_back(std::move(band));
  }
  scene.bands = std::move(kept);
  if (scene.bands.empty())
    throw Error({"E3107",
                 scene.id + " has no band whose radiometry is known",
                 {scene.files.empty() ? scene.id : scene.files.front(), 0, 0, {}},
                 "download the product again, with its MTL file"});
}

void set_radiometry(Scene& scene, const Sensor& sensor, const std::optional<LandsatMetadata>& metadata,
                    const SceneRequest& request) {
  const bool surface = std::ranges::any_of(scene.bands, level2);
  const GivenRadiometry given(request, 0);
  if (given.any()) {
    apply_given(scene, request, given, metadata ? "those of " + geo::file_name(metadata->path) : "");
    if (!request.kind && (surface || metadata)) scene.kind = surface ? Kind::surface : Kind::toa;
  } else if (metadata || surface) {
    calibrate(scene, metadata);
    scene.kind = surface ? Kind::surface : Kind::toa;
  } else {
    radiometry_unknown(scene, request, sensor,
                       "the MTL file of this Landsat scene is not beside its bands, so what DN mean is unknown");
  }
}

Scene open_group(const Group& group, const OpenContext& context) {
  const SceneRequest& request = context.request;
  const Sensor& sensor = context.catalogue.find_sensor(request.sensor.empty() ? group.name.sensor : request.sensor);
  Scene scene = named_scene(group.name, sensor, "landsat", request);
  std::optional<LandsatMetadata> metadata;
  if (!group.metadata.empty()) {
    metadata = read_landsat_metadata(group.metadata);
    describe(scene, *metadata);
    scene.files.push_back(group.metadata);
  }
  take_band_files(scene, sensor, band_files_of(group), request);
  set_radiometry(scene, sensor, metadata, request);
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no QA_PIXEL among the files: clouds and shadows are not masked");
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const auto& [id, group] : groups_of(paths))
    found.add([&group = group, &context] { return open_group(group, context); });
}

}  // namespace

Layout landsat() {
  return {"landsat",
          "Landsat 4 to 9: band files with their MTL (txt, xml, json), Collection 2 and before, level 1 and 2, tiles",
          &claims, &open};
}

}  // namespace greisen::scene
