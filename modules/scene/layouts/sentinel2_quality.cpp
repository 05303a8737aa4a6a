// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_quality.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::scene {
namespace {

/// One band of a mask as the layer of that name in the catalogue; nothing where the file lacks the band.
void take_mask(Scene& scene, const Sensor& sensor, std::string_view layer_name, const geo::FileInfo& info, int band) {
  const auto layer = std::ranges::find(sensor.quality, layer_name, &QualityLayer::name);
  if (layer == sensor.quality.end() || static_cast<int>(info.bands.size()) < band) return;
  SceneQuality quality{{}, *layer, info.grid.pixel_x, info.grid};
  quality.source.path = info.path;
  quality.source.band = band;
  quality.source.layer.name = layer->name;
  quality.source.layer.description = "the product's own classification";
  scene.quality.push_back(std::move(quality));
}

}  // namespace

void take_quality_masks(Scene& scene, const Sensor& sensor, const std::string& granule) {
  const std::string folder = geo::join_path(granule, "QI_DATA");
  for (const std::string_view name : {"MSK_CLDPRB_20m.jp2", "MSK_CLDPRB_60m.jp2", "MSK_CLASSI_B00.jp2"}) {
    const std::string path = geo::join_path(folder, name);
    const bool classes = name.starts_with("MSK_CLASSI");
    const bool fits = (classes ? scene.level == "L1C" : scene.level == "L2A");
    const bool coarser = name.find("60m") != std::string_view::npos && scene.quality.size() > 1;
    if (!fits || coarser || !geo::is_file(path)) continue;
    try {
      const geo::FileInfo info = geo::file_info(path);
      if (info.grid.crs.empty() || !info.upright) {
        scene.warnings.push_back(std::string(name) + " is left out: it does not say where it lies");
        continue;
      }
      if (classes)
        for (int band = 1; band <= 3; ++band) take_mask(scene, sensor, "CLASSI_" + std::to_string(band), info, band);
      else
        take_mask(scene, sensor, "CLDPRB", info, 1);
      scene.files.push_back(path);
    } catch (const Error& error) {
      scene.warnings.push_back(std::string(name) + " is left out: " + error.problems().front().what);
    }
  }
  std::ranges::sort(scene.files);
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no scene classification (SCL): clouds and shadows are not masked");
}

}  // namespace greisen::scene
