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
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/vsi.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/radiometry.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"
#include "scene/layouts/sentinel2_offset.hpp"
#include "scene/layouts/stac_item.hpp"

namespace greisen::scene {
namespace {

bool claims(const std::string& path, bool folder) {
  const std::string name = lower(path);
  return !folder && (name.ends_with(".json") || name.ends_with(".geojson"));
}

std::string sensor_of(const StacItem& item) {
  const auto is = [&](const char* word) { return item.spacecraft.find(word) != std::string::npos; };
  if (is("sentinel-2")) return "sentinel2";
  if (is("landsat-8") || is("landsat-9")) return "landsat89";
  if (is("landsat-5") || is("landsat-7") || is("landsat-4")) return "landsat57";
  if (is("terra") && item.collection.find("aster") != std::string::npos) return "aster";
  throw Error(
      {"E3102",
       "the STAC item " + item.id + " is of '" + std::string(trim(item.spacecraft)) + "', which no sensor here is",
       {},
       "name the sensor in the survey (sensor: …; greisen list sensors)"});
}

/// The band or quality layer of the sensor that the asset is.
std::optional<std::string> band_of(const StacAsset& asset, const Sensor& sensor) {
  for (const std::string& name : asset.names)
    if (auto band = band_called(sensor, name)) return band;
  return {};
}

bool is_level1(const StacItem& item) {
  return item.collection.find("l1") != std::string::npos || item.collection.find("level-1") != std::string::npos;
}

/// Offset of a Sentinel-2 band: none where the copy has it removed; else the item's own word, else the baseline's rule.
double sentinel2_offset(const StacItem& item, const StacAsset& asset) {
  if (item.offset_applied.value_or(false)) return 0;
  if (asset.offset) return *asset.offset;
  return expects_offset(item.baseline) ? -0.1 : 0;
}

bool radiometry_is_told(const StacItem& item, const std::map<std::string, const StacAsset*>& by_path,
                        const Sensor& sensor) {
  const bool by_raster =
      std::ranges::any_of(by_path, [](const auto& entry) { return entry.second->scale.has_value(); });
  return by_raster || (sensor.id == "sentinel2" && (item.offset_applied || !item.baseline.empty()));
}

void calibrate(Scene& scene, const StacItem& item, const std::map<std::string, const StacAsset*>& by_path,
               const Sensor& sensor) {
  for (SceneBand& band : scene.bands) {
    const StacAsset& asset = *by_path.at(band.source.path);
    band.source.scale = asset.scale.value_or(sensor.scale);
    band.source.offset =
        sensor.id == "sentinel2" ? sentinel2_offset(item, asset) : asset.offset.value_or(sensor.offset);
  }
  const std::string applied = item.offset_applied ? (*item.offset_applied ? "true" : "false") : "not there";
  const geo::BandSource& first = scene.bands.front().source;
  scene.decisions.push_back({"reflectance", "DN * " + format_number(first.scale) + " + " + format_number(first.offset),
                             "STAC item: raster:bands, baseline " +
                                 (item.baseline.empty() ? "unknown" : item.baseline) +
                                 ", earthsearch:boa_offset_applied " + applied});
  if (sensor.id == "sentinel2") compare_offset_with_pixels(scene, "the STAC item");
}

Scene open_item(const StacItem& item, const std::string& path, const OpenContext& context) {
  const SceneRequest& request = context.request;
  const Sensor& sensor = context.catalogue.find_sensor(request.sensor.empty() ? sensor_of(item) : request.sensor);
  Scene scene;
  scene.id = item.id;
  scene.sensor = sensor.id;
  scene.platform = printable(trim(item.spacecraft), 40);
  scene.layout = "stac";
  scene.level = item.collection;
  scene.date = item.date;
  scene.time = item.time;
  scene.baseline = item.baseline;
  scene.cloud_percent = item.cloud_percent;
  if (item.sun_elevation_deg) scene.sun_zenith_deg = 90 - *item.sun_elevation_deg;
  scene.sun_azimuth_deg = item.sun_azimuth_deg;
  std::vector<BandFile> files;
  std::map<std::string, const StacAsset*> by_path;
  for (const StacAsset& asset : item.assets) {
    const auto band = band_of(asset, sensor);
    if (!band) continue;
    files.push_back({asset.path, *band, 0});
    by_path[asset.path] = &asset;
  }
  scene.files = {path};
  take_band_files(scene, sensor, std::move(files), request);
  const GivenRadiometry given(request, 0);
  scene.kind = is_level1(item) ? Kind::toa : Kind::surface;
  if (given.any()) {
    const Kind told = scene.kind;
    apply_given(scene, request, given, "those of the STAC item");
    if (!request.kind) scene.kind = told;
  } else if (radiometry_is_told(item, by_path, sensor)) {
    calibrate(scene, item, by_path, sensor);
  } else if (take_scale_of_files(scene)) {
    scene.decisions.back().why += "; the STAC item does not";
  } else {
    radiometry_unknown(scene, request, sensor, "the STAC item does not say how DN becomes reflectance (raster:bands)");
  }
  if (scene.quality.empty())
    scene.warnings.emplace_back("the item has no quality layer that is known: clouds and shadows are not masked");
  return scene;
}

/// The items of a file that may be none; empty then.
std::vector<StacItem> items_of(const std::string& path) {
  try {
    return read_stac(path);
  } catch (const Error&) {
    return {};
  }
}

/// The item with those assets alone that lie in the folder, whatever its addresses say.
StacItem with_local_assets(StacItem item, const std::string& folder, const std::set<std::string>& names) {
  std::erase_if(item.assets, [&](StacAsset& asset) {
    const std::string name = stac_file_name(asset.path);
    asset.path = geo::join_path(folder, name);
    return !names.contains(name);
  });
  return item;
}

/// Who names an item names the hosts of its assets; of others only what lies on this machine's disks is read.
void keep_permitted(StacItem& item, const std::string& path, const OpenContext& context) {
  const SceneRequest& request = context.request;
  if (request.path == path || std::ranges::find(request.also, path) != request.also.end()) {
    for (const StacAsset& asset : item.assets) geo::name_hosts(asset.path);
    return;
  }
  if (geo::network_is_open()) return;
  std::string elsewhere;
  std::erase_if(item.assets, [&](const StacAsset& asset) {
    if (geo::is_remote(asset.path)) elsewhere = asset.path;
    return geo::is_remote(asset.path);
  });
  if (!item.assets.empty() || elsewhere.empty()) return;
  const auto hosts = geo::hosts_in(elsewhere);
  throw Error({"E3031",
               "the STAC item " + item.id + ", found in a folder, has its assets on the network (" +
                   (hosts.empty() ? printable(elsewhere, 200) : printable(hosts.front(), 200)) + ")",
               {path, 0, 0, {}},
               "name the item itself: path: " + printable(geo::file_name(path), 200) +
                   " under scenes:, or on the command line; or give --network"});
}

/// Names whose form tells what an item would.
bool tells_enough(const std::string& path) {
  const auto name = loose_name(geo::file_name(path));
  return name && (name->form == nullptr || name->form->scale.has_value());
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const std::string& path : paths) {
    std::vector<StacItem> items;
    try {
      items = read_stac(path);
    } catch (const Error& error) {
      found.problems.insert(found.problems.end(), error.problems().begin(), error.problems().end());
    }
    for (StacItem& item : items)
      found.add([&] {
        keep_permitted(item, path, context);
        return open_item(item, path, context);
      });
  }
}

}  // namespace

void open_items_beside(std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::map<std::string, std::set<std::string>> folders;
  for (const std::string& path : paths)
    if (!tells_enough(path)) folders[geo::parent_folder(path)].insert(geo::file_name(path));
  std::set<std::string> taken;
  for (const auto& [folder, names] : folders)
    for (const std::string& json : geo::list_folder(folder)) {
      if (!claims(json, false)) continue;
      for (const StacItem& whole : items_of(geo::join_path(folder, json))) {
        const StacItem item = with_local_assets(whole, folder, names);
        if (item.assets.empty()) continue;
        try {
          found.scenes.push_back(open_item(item, geo::join_path(folder, json), context));
          for (const std::string& name : item.files) taken.insert(geo::join_path(folder, name));
        } catch (const Error& error) {
          context.log.debug("the STAC item " + json + " is not used: " + error.problems().front().what);
        }
      }
    }
  std::erase_if(paths, [&](const std::string& path) { return taken.contains(path); });
}

Layout stac() {
  return {"stac", "STAC items and item collections: their assets, local, /vsicurl/ or /vsis3/", &claims, &open};
}

}  // namespace greisen::scene
