// SPDX-License-Identifier: Apache-2.0
#include "scene/dead_detectors.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "scene/layouts/aster_metadata.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/raster_date.hpp"

namespace greisen::scene {
namespace {

constexpr const char* kTakeEarlier = "take a scene from before April 2008";

bool of_swir(const SceneBand& band) { return band.centre_nm > 1500 && band.centre_nm < 2500; }

[[noreturn]] void refuse(const Scene& scene, const std::string& what, const std::string& fix) {
  throw Error({"E3112", scene.id + ": " + what, {scene.files.empty() ? scene.id : scene.files.front(), 0, 0, {}}, fix});
}

/// A file of no known sensor whose path says that it is the short-wave infrared of a granule.
std::string day_of_named_swir(const Scene& scene) {
  if (!scene.sensor.empty() || scene.files.size() != 1) return "";
  const std::string& path = scene.files.front();
  return lower(geo::file_name(path)).find("swir") == std::string::npos ? "" : aster_date_in(path);
}

std::string what_failed(const std::string& date) {
  return "the short-wave infrared of ASTER failed in April 2008, and this scene is of " + date;
}

void ask_for_date(Scene& scene, const SceneRequest& request) {
  const std::string what =
      "the day on which it was taken is not known, and the short-wave infrared of ASTER (bands 4 to 9) failed in April "
      "2008";
  if (!request.tolerant) refuse(scene, what, "state it in the survey's entry of the scene: date: YYYY-MM-DD");
  scene.warnings.push_back(what + ": later ones hold no measurement; state it with --date YYYY-MM-DD");
}

}  // namespace

void leave_out_dead_detectors(Scene& scene, const SceneRequest& request) {
  if (const std::string day = day_of_named_swir(scene); aster_swir(day) == AsterSwir::dead)
    refuse(scene, what_failed(day), kTakeEarlier);
  if (scene.sensor != "aster" || std::ranges::none_of(scene.bands, of_swir)) return;
  if (scene.date.empty()) {
    ask_for_date(scene, request);
    return;
  }
  const AsterSwir state = aster_swir(scene.date);
  if (state == AsterSwir::doubtful)
    scene.warnings.emplace_back("the short-wave infrared saturated at times from May 2007 on: look at bands 4 to 9");
  if (state != AsterSwir::dead) return;
  std::erase_if(scene.bands, of_swir);
  if (scene.bands.empty()) refuse(scene, what_failed(scene.date), kTakeEarlier);
  scene.warnings.push_back("bands 4 to 9 are left out: " + what_failed(scene.date));
  finish(scene);
}

}  // namespace greisen::scene
