// SPDX-License-Identifier: Apache-2.0
#include "scene/scene.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/text.hpp"
#include "geo/gdal/folders_seen.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/near_path.hpp"
#include "scene/atmosphere.hpp"
#include "scene/dead_detectors.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/raster_date.hpp"
#include "scene/scene_limits.hpp"

namespace greisen::scene {
namespace {

/// Paths by the layout that claimed them, and those that nobody wanted.
struct Claims {
  std::map<std::string_view, std::vector<std::string>> by_layout;
  std::vector<std::string> unclaimed;
  std::size_t count = 0;
  geo::FoldersSeen seen;
  std::size_t entries = 0;
  std::string too_deep;  ///< the first folder that was not looked through
};

void count_one(std::size_t& count, const std::string& path) {
  if (++count <= kMostSceneFiles) return;
  throw Error({"E3109",
               "more than " + std::to_string(kMostSceneFiles) + " files would be looked at",
               {path, 0, 0, {}},
               "name a smaller folder"});
}

bool claim(const std::string& path, bool folder, Claims& claims) {
  for (const Layout& layout : layouts()) {
    if (!layout.claims(path, folder)) continue;
    count_one(claims.count, path);
    claims.by_layout[layout.id].push_back(path);
    return true;
  }
  return false;
}

/// A folder or zip that is no scene itself: its scenes, and rasters that are named as such.
void look_through(const std::string& folder, int depth, Claims& claims) {
  if (!claims.seen.enter(folder)) return;
  for (const std::string& name : geo::list_folder(folder)) {
    count_one(claims.entries, folder);
    if (name.front() == '.') continue;
    const std::string path = geo::join_path(folder, name);
    if (!geo::is_folder(path)) {
      if (raster_name(name)) claim(path, false, claims);
      const bool packed = folder.starts_with("/vsizip/") || folder.starts_with("/vsitar/");
      if (const std::string archive = packed ? path : geo::open_archive(path); archive != path)
        look_through(archive, depth + 1, claims);
    } else if (!claim(path, true, claims)) {
      if (depth < kMostSceneFolders)
        look_through(path, depth + 1, claims);
      else if (claims.too_deep.empty())
        claims.too_deep = path;
    }
  }
}

void take_path(const std::string& written, Claims& claims) {
  const std::string path = geo::open_archive(written);
  const bool folder = path != written || geo::is_folder(path);  // of one file, a zip looks like that file
  if (claim(path, folder, claims)) return;
  if (folder) {
    const std::size_t before = claims.count;
    claims.seen = {};
    look_through(path, 1, claims);
    if (path != written && claims.count == before)
      throw Error({"E3102",
                   "there is no scene in this archive that this program knows",
                   {written, 0, 0, {}},
                   "unpack it and look what it holds: greisen inspect"});
  } else {
    claims.unclaimed.push_back(path);
  }
}

[[noreturn]] void nothing_there(const std::string& base_folder, const std::string& path) {
  throw Error(
      {"E3101",
       (geo::has_wildcard(path) ? "no file matches '" : "there is no file or folder '") + printable(path, 500) + "'",
       {},
       geo::missing_path_fix(base_folder, path)});
}

/// What a path means; E3101 where nothing is there.
std::vector<std::string> paths_of(const std::string& base_folder, const std::string& given) {
  const std::string path = geo::resolve(base_folder, given);
  std::vector<std::string> paths = geo::glob(path);
  if (paths.empty() && path.starts_with("/vsi") && !geo::has_wildcard(path)) paths = {path};
  if (paths.empty()) nothing_there(base_folder, given);
  return paths;
}

/// Two processings of one sensing: the higher baseline stays.
void drop_older_processings(std::vector<Scene>& scenes, Log& log) {
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, std::string> newest;
  const auto key = [](const Scene& scene) {
    return std::tuple(scene.sensor, scene.tile, scene.date, scene.time, scene.level);
  };
  const auto compared = [](const Scene& scene) {
    return !scene.baseline.empty() && !scene.tile.empty() && !scene.time.empty();
  };
  for (const Scene& scene : scenes) {
    if (compared(scene)) newest[key(scene)] = std::max(newest[key(scene)], scene.baseline);
  }
  std::erase_if(scenes, [&](const Scene& scene) {
    if (!compared(scene) || newest[key(scene)] == scene.baseline) return false;
    log.warn("W3102", scene.id + " is left out: the same sensing is there with baseline " + newest[key(scene)]);
    return true;
  });
}

/// The same product twice, as a folder and as a zip of it: the first stays.
void drop_repeated(std::vector<Scene>& scenes, Log& log) {
  std::set<std::string> seen;
  std::erase_if(scenes, [&](const Scene& scene) {
    if (scene.baseline.empty() || scene.tile.empty() || seen.insert(scene.id).second) return false;
    log.warn("W3102", scene.id + " is there twice; one of them is left out: " + scene.files.front());
    return true;
  });
}

void name_apart(std::vector<Scene>& scenes) {
  std::set<std::string> taken;
  for (Scene& scene : scenes) {
    const std::string stem = safe_file_name(scene.id);
    std::string id = stem;
    for (int number = 2; !taken.insert(id).second; ++number) id = stem + "_" + std::to_string(number);
    scene.id = id;
  }
}

void sort_scenes(std::vector<Scene>& scenes) {
  const auto key = [](const Scene& scene) {
    return std::tie(scene.date, scene.time, scene.tile, scene.id, scene.files);
  };
  std::ranges::sort(scenes, [&](const Scene& a, const Scene& b) { return key(a) < key(b); });
}

Error no_scene_in(const std::string& path) {
  return Error({"E3102",
                "there is no scene here that this program knows",
                {path, 0, 0, {}},
                "name a Sentinel-2 product, files named by their agency, or a raster GDAL opens; `greisen inspect` "
                "tells what a file is"});
}

/// What several scenes have in common is said once.
void tell_warnings(const std::vector<Scene>& scenes, Log& log) {
  std::map<std::string, std::vector<std::string>> by_text;
  std::vector<std::string> order;
  for (const Scene& scene : scenes) {
    for (const std::string& warning : scene.warnings) {
      if (!by_text.contains(warning)) order.push_back(warning);
      by_text[warning].push_back(scene.id);
    }
  }
  for (const std::string& warning : order) {
    const std::vector<std::string>& ids = by_text[warning];
    const std::string who = ids.size() < 3
                                ? join(ids, ", ")
                                : std::to_string(ids.size()) + " scenes (" + ids.front() + " to " + ids.back() + ")";
    log.warn("W3103", who + ": " + warning);
  }
}

}  // namespace

void check_scene_count(std::size_t count, const std::string& path) {
  if (count <= kMostScenes) return;
  throw Error({"E3109",
               fmt::format("more than {} scenes", kMostScenes),
               {path, 0, 0, {}},
               "name fewer, of the dates and tiles that are needed; of one raster in many tiles make one: gdalbuildvrt "
               "ALL.vrt TILES"});
}

bool is_made_up(std::string_view origin) { return lower(origin).find("made up") != std::string::npos; }

std::string_view to_word(Kind kind) {
  switch (kind) {
    case Kind::surface:
      return "surface";
    case Kind::toa:
      return "toa";
    case Kind::relative:
      return "relative";
    case Kind::dn:
      return "dn";
  }
  return "";
}

std::string_view to_word(Atmosphere correction) {
  switch (correction) {
    case Atmosphere::none:
      return "none";
    case Atmosphere::dark_object:
      return "dark_object";
    case Atmosphere::internal_average:
      return "internal_average";
  }
  return "";
}

Layer SceneBand::layer() const {
  Layer layer = source.layer;
  if (centre_nm > 0) layer.wavelength_nm = centre_nm;
  if (width_nm > 0) layer.width_nm = width_nm;
  if (pixel_m > 0) layer.native_pixel_m = pixel_m;
  return layer;
}

const SceneBand* Scene::find(std::string_view name_or_role) const {
  const std::string wanted = lower(name_or_role);
  const auto by_name = std::ranges::find_if(bands, [&](const SceneBand& band) { return lower(band.name) == wanted; });
  if (by_name != bands.end()) return &*by_name;
  const auto by_role = std::ranges::find_if(
      bands, [&](const SceneBand& band) { return !band.role.empty() && lower(band.role) == wanted; });
  return by_role == bands.end() ? nullptr : &*by_role;
}

std::vector<Scene> find_scenes(const SceneRequest& request, const std::string& base_folder, const Catalogue& catalogue,
                               Log& log) {
  std::vector<Problem> problems;
  std::vector<Scene> scenes = find_scenes(request, base_folder, catalogue, log, problems);
  const auto nothing_there = [](const Problem& problem) { return problem.code == "E3101"; };
  if (scenes.empty() || std::ranges::any_of(problems, nothing_there)) throw Error(std::move(problems));
  for (const Problem& problem : problems) log.warn("W3101", "a scene is left out: " + to_text(problem));
  return scenes;
}

std::vector<Scene> find_scenes(const SceneRequest& request, const std::string& base_folder, const Catalogue& catalogue,
                               Log& log, std::vector<Problem>& problems) {
  if (!request.date.empty() && !is_date(request.date))
    throw Error({"E3113", "the date stated is '" + printable(request.date) + "'", request.where,
                 "write it as a day that there is, YYYY-MM-DD"});
  const std::string path = geo::resolve(base_folder, request.path);
  std::vector<std::string> written = {request.path};
  written.insert(written.end(), request.also.begin(), request.also.end());
  Claims claims;
  Found found;
  std::set<std::string> taken;
  for (const std::string& pattern : written)
    found.try_to([&] {
      for (const std::string& one : paths_of(base_folder, pattern))
        if (taken.insert(one).second) found.try_to([&] { take_path(one, claims); });
    });
  if (!claims.too_deep.empty())
    log.warn("W3103", fmt::format("folders more than {} deep are not looked through for scenes, such as {}: name one "
                                  "that lies nearer to them",
                                  kMostSceneFolders, printable(claims.too_deep, 200)));
  for (const std::string& skipped : claims.unclaimed) log.debug("not a scene: " + skipped);
  SceneRequest asked = request;
  asked.path = path;
  for (std::string& other : asked.also) other = geo::resolve(base_folder, other);
  const OpenContext context{asked, catalogue, log};
  for (const Layout& layout : layouts()) {
    const auto mine = claims.by_layout.find(layout.id);
    if (mine == claims.by_layout.end()) continue;
    if (layout.id == "raster") check_scene_count(mine->second.size(), path);
    if (layout.id == "loose-files" || layout.id == "raster") open_items_beside(mine->second, context, found);
    if (!mine->second.empty()) layout.open(mine->second, context, found);
  }
  std::vector<Scene> opened = std::move(found.scenes);
  found.scenes.clear();
  for (Scene& scene : opened) {
    found.add([&] {
      if (scene.date.empty()) scene.date = request.date;
      leave_out_dead_detectors(scene, request);
      correct_atmosphere(scene, request.atmosphere);
      return std::move(scene);
    });
  }
  if (found.scenes.empty() && found.problems.empty()) found.try_to([&] { throw no_scene_in(path); });
  problems.insert(problems.end(), found.problems.begin(), found.problems.end());
  drop_older_processings(found.scenes, log);
  sort_scenes(found.scenes);
  drop_repeated(found.scenes, log);
  name_apart(found.scenes);
  tell_warnings(found.scenes, log);
  return std::move(found.scenes);
}

}  // namespace greisen::scene
