// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose_names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

using Parts = std::vector<std::string>;

/// T11UPT_20200804T183919_B02_60m, L2A_T11UPT_20200804T183919_B02_60m (before 2018), and L1C:
/// T11UPT_20200804T183919_B02. The name alone tells neither level nor baseline.
std::optional<LooseName> sentinel2(const Parts& all) {
  const bool old = all.front() == "L2A" || all.front() == "L1C";
  const Parts parts(all.begin() + (old ? 1 : 0), all.end());
  if (parts.size() < 3 || parts.size() > 4) return {};
  const Sentinel2Name told = sentinel2_name(parts[0] + "_" + parts[1]);
  if (told.tile != parts[0] || told.date.empty() || parts[1].size() != 15) return {};
  LooseName name;
  name.sensor = "sentinel2";
  name.scene = parts[0] + "_" + parts[1];
  name.band = parts[2];
  name.level = "unknown";
  name.date = told.date;
  name.time = told.time;
  name.tile = parts[0];
  if (old) name.level = all.front();
  if (parts.size() == 4) {
    if (!glob_match("[126]0m", parts[3])) return {};
    name.pixel_m = parse_double(std::string_view(parts[3]).substr(0, 2)).value_or(0);
  }
  static constexpr std::array<std::string_view, 4> kOfNoUse = {"TCI", "AOT", "WVP", "PVI"};
  if (std::ranges::find(kOfNoUse, name.band) != kOfNoUse.end()) {
    name.band.clear();
  } else if (name.band != "SCL" && !glob_match("B[018][0-9A]", name.band) && !glob_match("B1[0-2]", name.band)) {
    return {};
  }
  return name;
}

/// One row a naming rule.
using Rule = std::optional<LooseName> (*)(const Parts&);
constexpr std::array<Rule, 1> kRules = {&sentinel2};

}  // namespace

std::optional<LooseName> loose_name(std::string_view file_name) {
  if (!raster_name(file_name) || file_name.size() > 255) return {};
  const Parts parts = split(file_name.substr(0, file_name.rfind('.')), '_');
  for (const Rule rule : kRules) {
    if (auto name = rule(parts)) return name;
  }
  return landsat_name(file_name);
}

Scene named_scene(const LooseName& name, const Sensor& sensor, std::string_view layout, const SceneRequest& request) {
  Scene scene;
  scene.id = name.scene;
  scene.sensor = sensor.id;
  scene.platform = name.platform;
  scene.level = name.level;
  scene.layout = layout;
  scene.date = name.date;
  scene.time = name.time;
  scene.tile = name.tile;
  if (!request.bands.empty())
    scene.warnings.emplace_back("the survey's bands are not looked at: the file names say which band is which");
  return scene;
}

}  // namespace greisen::scene
