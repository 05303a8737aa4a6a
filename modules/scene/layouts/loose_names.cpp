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
#include "scene/layouts/raster_date.hpp"
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

/// AST_07XT_00403122003183632_20231107034521_SRF_SWIR_B04 and AST_L1T_00305042006182305_20150514121500_1234_ImageData4:
/// a band of an ASTER granule in a file of its own.
std::optional<LooseName> aster(const Parts& parts) {
  if (parts.size() < 4 || parts[0] != "AST" || parts[2].size() != 17) return {};
  const std::string& last = parts.back();
  if (!glob_match("B[0-9]*", last) && !glob_match("ImageData[0-9]*", last)) return {};
  LooseName name;
  name.sensor = "aster";
  name.date = aster_date_in(parts[2]);
  if (name.date.empty()) return {};
  name.scene = join(Parts(parts.begin(), parts.begin() + 3), "_");
  name.level = parts[1];
  name.platform = "Terra";
  name.time = parts[2].substr(11, 2) + ":" + parts[2].substr(13, 2) + ":" + parts[2].substr(15, 2);
  const std::string number = last.substr(last.find_first_of("0123456789"));
  name.band = "B" + (number.size() > 1 && number.front() == '0' ? number.substr(1) : number);
  if (name.band == "B3") name.band = "B3N";
  return name;
}

/// One row a naming rule.
using Rule = std::optional<LooseName> (*)(const Parts&);
constexpr std::array<Rule, 2> kRules = {&sentinel2, &aster};

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
