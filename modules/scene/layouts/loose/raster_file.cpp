// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/grid_of.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/loose/raster_alpha.hpp"
#include "scene/layouts/loose/raster_bands.hpp"
#include "scene/layouts/loose/raster_date.hpp"
#include "scene/layouts/loose/raster_radiometry.hpp"
#include "scene/layouts/loose/raster_words.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

bool claims(const std::string& path, bool folder) { return !folder && !sidecar_name(path); }

SceneBand band_of(const NamedBand& named, const geo::FileInfo& info, const Sensor* sensor) {
  const geo::BandInfo& stored = info.bands.at(static_cast<std::size_t>(named.file_band - 1));
  SceneBand band;
  band.name = named.name;
  band.role = named.role;
  band.centre_nm = named.centre_nm;
  band.width_nm = named.width_nm;
  band.source.path = info.path;
  band.source.band = named.file_band;
  band.source.layer.name = named.name;
  band.source.layer.description = stored.description;
  if (sensor != nullptr && !stored.has_nodata && integer_type(stored.type))
    band.source.missing_dn = missing_dn_of(*sensor);
  band.grid = geo::outline_of(info);
  const double* const g = info.geo_transform;
  band.turned = !info.upright && (g[2] != 0 || g[4] != 0 || std::abs(g[1]) != std::abs(g[5]));
  band.pixel_m = geo::pixel_metres(band.grid);
  band.type = stored.type;
  return band;
}

/// Quality layers among the bands of the file.
void take_quality_bands(Scene& scene, const geo::FileInfo& info, const Sensor& sensor) {
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    const QualityLayer* layer = described_quality(sensor, info.bands[i].description);
    if (layer == nullptr) continue;
    SceneQuality quality{{}, *layer, geo::pixel_metres(geo::outline_of(info)), geo::outline_of(info)};
    quality.source.path = info.path;
    quality.source.band = static_cast<int>(i) + 1;
    quality.source.layer.name = layer->name;
    quality.source.layer.description = "the product's own classification";
    quality.source.resampling = geo::Resampling::nearest;
    scene.quality.push_back(std::move(quality));
  }
}

/// Day by the survey, else by the granule's stamp or the metadata, else by the name.
std::string date_of(const std::string& path, const geo::FileInfo& info, const SceneRequest& request, Scene& scene) {
  const std::string stamp = scene.sensor == "aster" ? aster_date_in(path) : "";
  if (!stamp.empty() && !request.date.empty() && stamp != request.date)
    scene.warnings.push_back("the date stated, " + request.date + ", is not that of the granule's name, " + stamp +
                             ", which is taken");
  if (!stamp.empty()) return stamp;
  if (!request.date.empty()) return request.date;
  const std::string told = date_in_metadata(info.metadata);
  return told.empty() ? date_in_name(geo::file_name(path)) : told;
}

Scene open_one(const std::string& path, const OpenContext& context) {
  const SceneRequest& request = context.request;
  geo::FileInfo info = geo::file_info(path);
  if (info.bands.empty()) {
    const std::string first = info.subdatasets.empty() ? "" : ", such as " + printable(info.subdatasets.front(), 200);
    throw Error({"E3102",
                 "this file has no bands of its own",
                 {path, 0, 0, {}},
                 info.subdatasets.empty()
                     ? "name a raster"
                     : "name one of its " + std::to_string(info.subdatasets.size()) + " subdatasets" + first});
  }
  Scene scene;
  const std::string name = geo::file_name(path);
  scene.id = name.substr(0, name.rfind('.'));
  scene.level = "unknown";
  scene.layout = "raster";
  scene.files = {path};
  SceneRequest of_bands = request;
  const bool opacity_is_data = alpha_is_data(info, of_bands.bands, context.catalogue);
  const NamedBands named = name_bands(info, of_bands, context.catalogue, scene.warnings);
  const Sensor* sensor = named.sensor.empty() ? nullptr : &context.catalogue.find_sensor(named.sensor);
  scene.sensor = named.sensor;
  for (const NamedBand& band : named.bands) {
    scene.bands.push_back(band_of(band, info, sensor));
    scene.bands.back().source.alpha_is_data = opacity_is_data;
  }
  if (!named.how.empty())
    scene.decisions.push_back(
        {"bands", std::to_string(named.bands.size()) + " of " + std::to_string(info.bands.size()), named.how});
  tell_masks(scene, info);
  scene.date = date_of(path, info, request, scene);
  if (sensor != nullptr && request.bands.empty()) take_quality_bands(scene, info, *sensor);
  set_raster_radiometry(scene, request, info, named);
  if (!info.has_geo_transform && info.grid.crs.empty())
    scene.warnings.emplace_back(
        "the file has no georeference: what is computed of it has its rows and columns, and none");
  else if (info.grid.crs.empty())
    scene.warnings.emplace_back("the file has no CRS");
  finish(scene);
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const std::string& path : paths) found.add([&] { return open_one(path, context); });
}

}  // namespace

Layout raster_file() {
  return {"raster", "any raster GDAL opens; bands by the survey, descriptions or wavelengths", &claims, &open};
}

}  // namespace greisen::scene
