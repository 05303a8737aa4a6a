// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/scenes.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/place/grid_pixels.hpp"
#include "geo/place/lon_lat_box.hpp"
#include "pipeline/graph/scene_pixels.hpp"
#include "pipeline/graph/shifts.hpp"
#include "pipeline/graph/source_options.hpp"
#include "pipeline/survey/repeats.hpp"
#include "pipeline/survey/season.hpp"
#include "scene/cloud_rim.hpp"
#include "scene/cloud_shadow.hpp"
#include "scene/composite.hpp"
#include "scene/scene_limits.hpp"

namespace greisen {
namespace {

/// Does any pixel of the scene reach the grid?
bool reaches(const scene::Scene& scene, const Grid& grid) {
  for (const Grid& own : scene.footprints) {
    if (!geo::is_placed(own))
      throw Error(
          {"E4020",
           "the scene " + scene.id + " has no georeference: a survey cannot know where it lies",
           {scene.files.empty() ? scene.id : scene.files.front()},
           "name the georeferenced file, or put its world file beside it; on its own rows and columns it can be "
           "computed: greisen compute, greisen apply"});
    if (own.crs.empty())
      throw Error({"E4021",
                   "the scene " + scene.id + " does not say in which coordinate reference system it lies",
                   {scene.files.empty() ? scene.id : scene.files.front()},
                   "write it into the file: gdal_edit.py -a_srs EPSG:<code> FILE"});
  }
  return !extent_on(scene, grid).empty();
}

/// A scene that does not reach the grid, and how far from the area it lies.
struct FarScene {
  std::string id;
  geo::Bounds box;
  double km = -1;  ///< -1: no such scene
};

void keep_nearest(const scene::Scene& scene, const geo::Bounds& area, FarScene& nearest) {
  const geo::Bounds box = geo::lon_lat_of(scene.footprints.front());
  const double km = geo::distance_km(area, box);
  if (nearest.km < 0 || km < nearest.km) nearest = {scene.id, box, km};
}

/// Longitude and latitude exchanged: the area would then lie within the scene's reach.
bool looks_exchanged(const geo::Bounds& area, const FarScene& scene) {
  constexpr double kNear_km = 50;
  const geo::Bounds exchanged{area.min_y, area.min_x, area.max_y, area.max_x};
  return std::abs(exchanged.max_y) <= 90 && std::abs(exchanged.min_y) <= 90 &&
         geo::distance_km(exchanged, scene.box) < kNear_km;
}

Problem no_scene_reaches(const geo::Bounds& area, const FarScene& nearest) {
  const std::string one =
      nearest.km < 0 ? std::string()
                     : fmt::format(": it lies at {}; the nearest scene, {}, at {}, {:.0f} km away",
                                   geo::lon_lat_text(area), nearest.id, geo::lon_lat_text(nearest.box), nearest.km);
  return {
      "E4111",
      "no scene reaches the area" + one,
      {},
      nearest.km >= 0 && looks_exchanged(area, nearest)
          ? "longitude and latitude of the area are exchanged: the first of each pair is the longitude"
          : "name scenes of the area under scenes:, or correct aoi: (its numbers and its crs); greisen inspect SCENE "
            "--aoi FILE tells how much of it a scene covers"};
}

void add_scene(std::vector<SensorUse>& uses, scene::Scene scene, const Catalogue& catalogue) {
  const Sensor sensor = sensor_of(scene, catalogue);
  for (SensorUse& use : uses) {
    if (use.sensor.id != sensor.id) continue;
    if (use.kind != scene.kind)
      throw Error({"E4112",
                   "the scenes " + use.scenes.front().id + " (" + std::string(to_word(use.kind)) + ") and " + scene.id +
                       " (" + std::string(to_word(scene.kind)) + ") cannot stand in one composite",
                   {},
                   "give top-of-atmosphere and surface reflectance in surveys of their own"});
    use.scenes.push_back(std::move(scene));
    return;
  }
  SensorUse use;
  use.sensor = sensor;
  use.kind = scene.kind;
  use.scenes.push_back(std::move(scene));
  uses.push_back(std::move(use));
}

/// Leaves out the scenes out of season, unless a sensor would have none left.
void keep_season(const Survey& survey, const geo::Area& area, std::vector<SensorUse>& uses, Log& log,
                 std::vector<std::string>& left_out) {
  const Season season = season_for(survey.season, survey.composite, area);
  if (season.whole_year()) return;
  for (SensorUse& use : uses) {
    const auto in_season = [&](const scene::Scene& scene) { return season.holds(scene.date); };
    if (std::ranges::none_of(use.scenes, in_season)) {
      log.warn("W4104", "no scene of " + use.sensor.name + " is of the season " + season.text() +
                            "; all its dates are used (composite.season)");
      continue;
    }
    for (const scene::Scene& scene : use.scenes)
      if (!in_season(scene)) left_out.push_back("scene " + scene.id + ": out of the season " + season.text());
    std::erase_if(use.scenes, [&](const scene::Scene& scene) { return !in_season(scene); });
  }
}

/// Which of the bands read has the role; -1: none.
int place_of(const SensorUse& use, const char* role) {
  const auto band = use.sensor.find(role);
  if (!band) return -1;
  const auto at = std::ranges::find(use.bands, use.sensor.bands[static_cast<std::size_t>(*band)].name);
  return at == use.bands.end() ? -1 : static_cast<int>(at - use.bands.begin());
}

/// Where the weights of the barest composite find their bands.
scene::BarestBands barest_bands(const SensorUse& use) {
  return {place_of(use, "red"), place_of(use, "nir"), place_of(use, "swir1"), place_of(use, "swir2")};
}

scene::MaskOptions mask_options(const Survey& survey, const Sensor& sensor, const Grid& grid) {
  scene::MaskOptions mask;
  mask.buffer_m = buffer_of(survey, sensor);
  mask.shadow_geometry = survey.mask.shadow_geometry;
  mask.metres_per_unit = geo::parse_crs(grid.crs).metres_per_unit;
  const auto drop = [&](bool wanted, std::initializer_list<Reason> reasons) {
    if (!wanted) mask.masked = static_cast<std::uint16_t>(mask.masked & ~scene::bits_of(reasons));
  };
  drop(survey.mask.cloud, {Reason::cloud, Reason::cirrus});
  drop(survey.mask.shadow, {Reason::shadow, Reason::terrain_shadow});
  drop(survey.mask.snow, {Reason::snow});
  drop(survey.mask.water, {Reason::water});
  return mask;
}

/// A scene as it was found, to know it again.
std::string name_of(const scene::Scene& scene) {
  return scene.id + "\n" + (scene.files.empty() ? "" : scene.files.front());
}

/// All scenes that the survey's entries name; into `entries`: which names each, by its name.
std::vector<scene::Scene> scenes_by_entry(const Survey& survey, const Catalogue& catalogue, Log& log,
                                          std::map<std::string, std::string>& entries, SurveyProblems& problems) {
  std::vector<scene::Scene> found;
  for (std::size_t i = 0; i < survey.scenes.size(); ++i) {
    const std::string key = "scenes[" + std::to_string(i) + "]";
    problems.gather_spare(key, [&] {
      for (scene::Scene& scene : find_scenes(survey.scenes[i], survey.folder, catalogue, log)) {
        entries.emplace(name_of(scene), key);
        found.push_back(std::move(scene));
      }
    });
    scene::check_scene_count(found.size(), survey.scenes[i].path);
  }
  return found;
}

Grid plain_grid(const Survey& survey, const geo::Area& area, const geo::Point& corner = {}) {
  return geo::grid_for(area, survey.grid_crs, survey.resolution_m, survey.context_km * 1000, corner);
}

void refuse_several_dates(const SensorUse& use) {
  for (const scene::Scene& scene : use.scenes)
    if (scene.date != use.scenes.front().date)
      throw Error({"E4113",
                   "composite.method is none, but " + use.sensor.name + " has scenes of " + scene.date + " and " +
                       use.scenes.front().date,
                   {},
                   "name scenes of one date, or another method: barest, geomedian, median, latest"});
}

}  // namespace

void refuse_thresholds(const Survey& survey, const SensorUse& use) {
  if (use.kind != scene::Kind::dn) return;
  const auto has = [&](const char* a, const char* b) { return place_of(use, a) >= 0 && place_of(use, b) >= 0; };
  std::vector<std::string> keys;
  if (survey.mask.vegetation_index && has("red", "nir")) keys.emplace_back("mask.vegetation: false");
  if (survey.mask.water && has("green", "swir1")) keys.emplace_back("mask.water: false");
  if (survey.mask.min_reflectance > 0) keys.emplace_back("mask.min_reflectance: 0");
  if (survey.composite == "barest" && use.scenes.size() > 1) keys.emplace_back("composite.method: geomedian");
  if (keys.empty()) return;
  throw Error({"E3103",
               "the numbers of " + use.scenes.front().id + " (" + use.sensor.name +
                   ") are digital numbers of unknown scale and offset, on which no threshold of reflectance holds",
               {survey.path},
               scale_advice(use.sensor) + "; or, to work on the numbers as they are, set " + join(keys, ", ")});
}

SurveyGrid grid_of_survey(const Survey& survey, const geo::Area& area, const std::vector<SensorUse>& sensors,
                          Log& log) {
  if (survey.grid_origin)
    return {plain_grid(survey, area, *survey.grid_origin),
            "from grid.origin " + format_number(survey.grid_origin->x) + ", " + format_number(survey.grid_origin->y)};
  const Grid plain = plain_grid(survey, area);
  std::vector<geo::BandPixels> pixels;
  for (const SensorUse& use : sensors)
    for (const scene::Scene& scene : use.scenes)
      std::ranges::move(pixels_of(scene, use.sensor.name), std::back_inserter(pixels));
  geo::PixelChoice choice = geo::choose_pixels(std::move(pixels), plain);
  if (choice.apart)
    log.warn("W4106", "no scene's pixels pass unchanged: the grid lies on " + choice.text +
                          "; grid.origin: [x, y] takes those of one");
  return {choice.corner ? plain_grid(survey, area, *choice.corner) : plain, std::move(choice.text)};
}

std::vector<SensorUse> find_sensors(const Survey& survey, const Catalogue& catalogue, const geo::Area& area, Log& log,
                                    std::vector<std::string>& left_out, SurveyProblems& problems) {
  const Grid grid = plain_grid(survey, area);
  std::vector<SensorUse> uses;
  const geo::Bounds area_box = area.bounds_lon_lat();
  FarScene nearest;
  std::map<std::string, std::string> entries;
  for (scene::Scene& scene : without_repeats(scenes_by_entry(survey, catalogue, log, entries, problems), log))
    problems.gather_spare(entries.at(name_of(scene)), [&] {
      const bool damaged = std::ranges::any_of(scene.files, [&](const std::string& file) {
        return std::ranges::any_of(survey.damaged,
                                   [&](const std::string& one) { return one.find(file) != std::string::npos; });
      });
      if (damaged) {
        left_out.push_back("scene " + scene.id + ": a file of it is damaged");
      } else if (reaches(scene, grid)) {
        add_scene(uses, std::move(scene), catalogue);
      } else {
        left_out.push_back("scene " + scene.id + ": it does not reach the area");
        keep_nearest(scene, area_box, nearest);
      }
    });
  const bool asked = !survey.scenes.empty() || problems.empty();  // not where the entries themselves are wrong
  if (uses.empty() && (nearest.km >= 0 || (asked && !problems.failed("scenes"))))
    problems.add("scenes", no_scene_reaches(area_box, nearest));
  if (uses.empty()) problems.insist();
  keep_season(survey, area, uses, log, left_out);
  for (SensorUse& use : uses)
    std::ranges::stable_sort(use.scenes, [](const scene::Scene& a, const scene::Scene& b) {
      return std::tie(b.date, b.time, a.tile, a.id) < std::tie(a.date, a.time, b.tile, b.id);
    });
  return uses;
}

void settle_sensors(const Survey& survey, std::vector<SensorUse>& uses, const Grid& grid, Log& log,
                    std::vector<std::string>& left_out, const SurveyProblems& problems) {
  if (survey.measure_shifts && problems.empty()) register_scenes(survey, uses, grid, log, left_out);
  for (SensorUse& use : uses)
    for (scene::Scene& scene : use.scenes) {
      if (!scene.quality.empty() && (survey.mask.cloud || survey.mask.shadow))
        scene.decisions.push_back({"cloud buffer", format_number(buffer_of(survey, use.sensor)) + " m",
                                   survey.mask.cloud_buffer_m ? "the survey's mask.cloud_buffer_m"
                                                              : "that of " + use.sensor.name + " in the catalogue"});
      if (scene::ShadowMask::applies(scene, mask_options(survey, use.sensor, grid)))
        scene.decisions.push_back({"cloud shadows", "the product's own, checked and completed by geometry",
                                   "sun " + format_number(*scene.sun_zenith_deg) + " deg from the zenith at azimuth " +
                                       format_number(*scene.sun_azimuth_deg) + ", clouds up to 12 km"});
    }
  std::ranges::sort(uses, {}, [](const SensorUse& use) { return use.sensor.id; });
}

double buffer_of(const Survey& survey, const Sensor& sensor) {
  return survey.mask.cloud_buffer_m.value_or(sensor.cloud_buffer_m);
}

Raster cloud_rim_of(const Survey& survey, const SensorUse& use, const Grid& grid, double near_cloud_m) {
  const bool newest = survey.composite == "latest" || survey.composite == "none";
  return scene::cloud_rim(use.scenes, grid, mask_options(survey, use.sensor, grid), near_cloud_m, newest);
}

Raster composite_of(const Survey& survey, const SensorUse& use, const Grid& grid) {
  const scene::MaskOptions mask = mask_options(survey, use.sensor, grid);
  std::vector<Raster> dates;
  for (const scene::Scene& scene : use.scenes) dates.push_back(scene_raster(scene, use.bands, grid, mask));
  if (survey.composite == "none") refuse_several_dates(use);
  if (dates.size() == 1 || survey.composite == "latest" || survey.composite == "none")
    return scene::latest(std::move(dates));
  if (survey.composite == "median") return scene::median(std::move(dates));
  if (survey.composite == "geomedian") return scene::geometric_median(std::move(dates));
  return scene::barest(std::move(dates), barest_bands(use));
}

}  // namespace greisen
