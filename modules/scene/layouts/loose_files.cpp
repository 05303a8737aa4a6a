// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/vsi.hpp"
#include "scene/layouts/band_files.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose_names.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

struct Group {
  LooseName name;
  std::vector<BandFile> files;
};

bool claims(const std::string& path, bool folder) {
  return !folder && loose_name(geo::file_name(path)).has_value() && !landsat_name(geo::file_name(path));
}

void set_radiometry(Scene& scene, const SceneRequest& request, const Sensor& sensor) {
  const GivenRadiometry given(request, 0);
  if (given.any()) {
    apply_given(scene, request, given, "");
  } else {
    radiometry_unknown(scene, request, sensor,
                       "loose files do not say how DN becomes reflectance: level and baseline are unknown");
  }
}

Scene open_group(const Group& group, const OpenContext& context) {
  const SceneRequest& request = context.request;
  const Sensor& sensor = context.catalogue.find_sensor(request.sensor.empty() ? group.name.sensor : request.sensor);
  Scene scene = named_scene(group.name, sensor, "loose-files", request);
  take_band_files(scene, sensor, group.files, request);
  set_radiometry(scene, request, sensor);
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no quality layer among the files: clouds and shadows are not masked");
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::map<std::string, Group> groups;
  for (const std::string& path : paths) {
    const LooseName name = loose_name(geo::file_name(path)).value();
    Group& group = groups[name.scene];
    group.name = name;
    if (!name.band.empty()) group.files.push_back({path, name.band, name.pixel_m});
  }
  for (const auto& [id, group] : groups) {
    found.add([&group = group, &context] { return open_group(group, context); });
  }
}

}  // namespace

Layout loose_files() {
  return {"loose-files",
          "single-band Sentinel-2 and ASTER files named by their agency (T…_B02_10m.jp2), grouped by scene", &claims,
          &open};
}

}  // namespace greisen::scene
