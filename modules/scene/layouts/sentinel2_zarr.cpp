// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/radiometry.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

using Json = nlohmann::json;

constexpr const char* kImages = "measurements/reflectance";
constexpr const char* kClasses = "conditions/mask/l2a_classification";

bool claims(const std::string& path, bool folder) {
  return folder && (lower(path).ends_with(".zarr") || geo::is_folder(geo::join_path(path, kImages)));
}

/// The attributes of the product; empty where they are not there or no JSON.
Json attributes_of(const std::string& product) {
  const std::string path = geo::join_path(product, ".zattrs");
  if (!geo::is_file(path)) return Json::object();
  const std::string text = geo::read_text(path, 64U << 20U);
  if (json_larger(text)) return Json::object();
  Json attributes = Json::parse(text, nullptr, false);
  return attributes.is_object() ? attributes : Json::object();
}

Json member(const Json& object, const std::string& key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return !object.is_object() || found == object.end() ? Json() : *found;
}

/// "EPSG:32629", of the discovery metadata, else of the rest.
std::string crs_of(const Json& attributes) {
  const Json properties = member(member(attributes, "stac_discovery"), "properties");
  for (const Json& said : {member(properties, "proj:code"), member(properties, "proj:epsg"),
                           member(member(attributes, "other_metadata"), "horizontal_CRS_code")}) {
    if (said.is_number_integer()) return "EPSG:" + std::to_string(said.get<int>());
    if (said.is_string() && said.get<std::string>().starts_with("EPSG:")) return said.get<std::string>();
  }
  return "";
}

/// The zone of UTM that a tile of the military grid lies in: "T29TPF" → EPSG:32629.
std::string crs_of_tile(const std::string& tile) {
  if (tile.size() != 6) return "";
  return std::string(tile[3] >= 'N' ? "EPSG:326" : "EPSG:327") + tile.substr(1, 2);
}

/// Arrays of the groups r10m, r20m and r60m below a group, each opened by its own folder.
std::vector<BandFile> arrays_of(const std::string& group, const std::string& crs, const Sensor& sensor) {
  std::vector<BandFile> files;
  for (const std::string& resolution : geo::list_folder(group)) {
    if (!glob_match("r[126]0m", resolution)) continue;
    const std::string folder = geo::join_path(group, resolution);
    const double pixel_m = parse_double(std::string_view(resolution).substr(1, 2)).value_or(0);
    for (const std::string& name : geo::list_folder(folder))
      if (const auto band = band_called(sensor, name))
        files.push_back({geo::join_path(folder, name), *band, pixel_m, crs});
  }
  return files;
}

Scene open_product(const std::string& product, const OpenContext& context) {
  const SceneRequest& request = context.request;
  if (geo::is_file(geo::join_path(product, "zarr.json")))
    throw Error({"E3102",
                 "this Zarr is of version 3, which the GDAL at hand does not read",
                 {product, 0, 0, {}},
                 "take the product in Zarr version 2, or as SAFE"});
  if (!geo::is_folder(geo::join_path(product, kImages)))
    throw Error({"E3102",
                 "this Zarr is no Sentinel-2 product of the EOPF: it has no group " + std::string(kImages),
                 {product, 0, 0, {}},
                 "name one of its arrays: the folder that holds .zarray"});
  const Sensor& sensor = context.catalogue.find_sensor(request.sensor.empty() ? "sentinel2" : request.sensor);
  const Json attributes = attributes_of(product);
  std::string name = geo::file_name(product);
  for (const std::string_view ending : {".zip", ".zarr"})
    if (lower(name).ends_with(ending)) name.resize(name.size() - ending.size());
  const Sentinel2Name told = sentinel2_name(name);
  LooseName loose;
  loose.scene = name;
  loose.platform = told.platform;
  loose.level = told.level.empty() ? "unknown" : told.level;
  loose.date = told.date;
  loose.time = told.time;
  loose.tile = told.tile;
  Scene scene = named_scene(loose, sensor, "sentinel2-zarr", request);
  scene.baseline = told.baseline;
  std::string crs = crs_of(attributes);
  if (crs.empty()) crs = crs_of_tile(told.tile);
  std::vector<BandFile> files = arrays_of(geo::join_path(product, kImages), crs, sensor);
  for (BandFile& layer : arrays_of(geo::join_path(product, kClasses), crs, sensor)) files.push_back(std::move(layer));
  if (geo::is_file(geo::join_path(product, ".zattrs"))) scene.files.push_back(geo::join_path(product, ".zattrs"));
  take_band_files(scene, sensor, std::move(files), request);
  const GivenRadiometry given(request, 0);
  scene.kind = scene.level == "L1C" ? Kind::toa : Kind::surface;
  if (const Kind level = scene.kind; given.any()) {
    apply_given(scene, request, given, "those of its arrays");
    if (!request.kind) scene.kind = level;
  } else if (!take_scale_of_files(scene)) {
    radiometry_unknown(scene, request, sensor, "the arrays have neither scale_factor nor add_offset");
  }
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no scene classification (SCL): clouds and shadows are not masked");
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const std::string& path : paths) found.add([&] { return open_product(path, context); });
}

}  // namespace

Layout sentinel2_zarr() {
  return {"sentinel2-zarr", "Sentinel-2 in the agency's EOPF Zarr, version 2: folder or zip", &claims, &open};
}

}  // namespace greisen::scene
