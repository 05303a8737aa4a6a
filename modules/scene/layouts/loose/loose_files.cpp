// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/grid_of.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/loose/loose_radiometry.hpp"

namespace greisen::scene {
namespace {

/// Files of one acquisition: of one folder, one name and one variant.
struct Group {
  LooseName name;
  std::string folder;
  std::vector<std::pair<std::string, LooseName>> files;  ///< paths with what their names tell
};

bool claims(const std::string& path, bool folder) {
  return !folder && !landsat_name(geo::file_name(path)) && loose_name(geo::file_name(path)).has_value();
}

/// The folder of a product: products keep their bands in folders of one pixel size, or of masks, below it.
std::string product_folder_of(const std::string& path) {
  static const std::set<std::string> kInner = {"r10m", "r20m",  "r60m", "10m",     "20m",
                                               "60m",  "masks", "data", "qi_data", "bands"};
  std::string folder = geo::parent_folder(path);
  while (kInner.contains(lower(geo::file_name(folder)))) folder = geo::parent_folder(folder);
  return folder;
}

bool holds_measurements(const LooseName& name) {
  return !name.band.empty() && !name.form->pictures && word_kind(name.band) == WordKind::band;
}

/// By folder, form, name and variant; masks and pictures, which have no variant, go to every variant of their scene.
std::vector<Group> groups_of(const std::vector<std::string>& paths) {
  std::map<std::tuple<std::string, std::string_view, std::string, std::string_view>, Group> groups;
  std::vector<std::pair<std::string, LooseName>> shared;
  for (const std::string& path : paths) {
    const LooseName name = loose_name(geo::file_name(path)).value();
    const std::string folder = product_folder_of(path);
    if (!holds_measurements(name)) {
      shared.emplace_back(path, name);
      continue;
    }
    const std::string_view product = name.form->generic() ? "" : name.form->product;
    Group& group = groups[{folder, product, name.scene, name.form->variant}];
    if (group.files.empty()) group.name = name;
    group.folder = folder;
    group.files.emplace_back(path, name);
  }
  std::vector<Group> found;
  for (auto& [key, group] : groups) found.push_back(std::move(group));
  for (const auto& [path, name] : shared) {
    bool taken = false;
    for (Group& group : found) {
      const bool same = group.folder == product_folder_of(path) && group.name.form->product == name.form->product &&
                        (group.name.scene == name.scene || (name.form->generic() && name.scene.empty()));
      if (same) group.files.emplace_back(path, name);
      taken = taken || same;
    }
    if (taken) continue;
    found.push_back({name, product_folder_of(path), {{path, name}}});
  }
  return found;
}

/// Of variants of one scene (with and without a correction for slopes) the first in the table stays.
std::vector<Group> without_other_variants(std::vector<Group> groups, Log& log) {
  std::map<std::pair<std::string, std::string>, const NameForm*> first;
  for (const Group& group : groups) {
    if (group.name.form->variant.empty() || !group.name.form->scale) continue;
    const NameForm*& form = first[{group.folder, group.name.scene}];
    if (form == nullptr || group.name.form < form) form = group.name.form;
  }
  std::vector<Group> kept;
  for (Group& group : groups) {
    const auto found = first.find({group.folder, group.name.scene});
    if (found == first.end() || group.name.form->variant.empty() || found->second == group.name.form) {
      kept.push_back(std::move(group));
    } else {
      log.warn("W3102", group.name.scene + " is there as " + std::string(found->second->variant) + " and " +
                            std::string(group.name.form->variant) +
                            ", and the latter is left out: name its files alone to take it");
    }
  }
  return kept;
}

/// What the names of the folders around the files tell, innermost first.
void ask_folders(Group& group) {
  std::string folder = group.folder;
  for (int up = 0; up < 3 && folder.size() > 1 && folder != "."; ++up) {
    const std::string name = geo::file_name(folder);
    take_from_text(name, group.name);
    if (group.name.scene.empty())
      group.name.scene = name.substr(0, lower(name).ends_with(".zip") ? name.size() - 4 : std::string::npos);
    folder = geo::parent_folder(folder);
  }
}

/// The only sensor that has bands and quality layers of all these names; empty where several have.
std::string sensor_by_bands(const Group& group, const Catalogue& catalogue) {
  std::string only;
  for (const Sensor& sensor : catalogue.sensors) {
    const auto known = [&](const auto& file) {
      return file.second.band.empty() || band_called(sensor, file.second.band);
    };
    if (sensor.contiguous() || !std::ranges::all_of(group.files, known)) continue;
    if (!only.empty()) return "";
    only = sensor.id;
  }
  return only;
}

/// Bands as the files are called, where no sensor is known.
Sensor sensor_of_words(const Group& group) {
  Sensor sensor;
  std::set<std::string> seen;
  for (const auto& [path, name] : group.files)
    if (holds_measurements(name) && seen.insert(lower(name.band)).second) {
      Band band;
      band.name = name.band;
      band.role = lower(name.band);
      sensor.bands.push_back(std::move(band));
    }
  return sensor;
}

/// Names that anyone may give: a scene where there are several bands, or where the sensor is known, and each file holds
/// one band that lies somewhere.
bool joins(const Group& group, const SceneRequest& request) {
  if (!group.name.form->generic()) return true;
  if (!request.bands.empty()) return false;
  std::set<std::string> bands;
  bool described = false;  // a band alone is what it says itself
  for (const auto& [path, name] : group.files) {
    if (!holds_measurements(name)) continue;
    bands.insert(lower(name.band));
    try {
      const geo::FileInfo info = geo::file_info(path);
      if (info.bands.size() != 1 || info.grid.crs.empty()) return false;
      described = described || !trim(info.bands.front().description).empty();
    } catch (const Error&) {  // told where the scene is opened
    }
  }
  return bands.size() > 1 || (!bands.empty() && !described && !request.sensor.empty());
}

std::vector<BandFile> band_files_of(const Group& group, const Sensor& sensor) {
  std::vector<BandFile> files;
  for (const auto& [path, name] : group.files) {
    if (name.band.empty() || name.form->pictures) continue;
    double pixel_m = name.pixel_m;
    const std::string folder = lower(geo::file_name(geo::parent_folder(path)));
    if (pixel_m == 0 && glob_match("r[126]0m", folder)) pixel_m = parse_double(folder.substr(1, 2)).value_or(0);
    if (const auto band = band_called(sensor, name.band)) files.push_back({path, *band, pixel_m});
  }
  return files;
}

Scene open_group(Group group, const OpenContext& context) {
  const SceneRequest& request = context.request;
  if (group.name.form->generic()) {
    take_from_text(group.name.scene, group.name);
    ask_folders(group);
  }
  if (!request.sensor.empty()) group.name.sensor = request.sensor;
  if (group.name.sensor.empty()) group.name.sensor = sensor_by_bands(group, context.catalogue);
  const Sensor sensor =
      group.name.sensor.empty() ? sensor_of_words(group) : context.catalogue.find_sensor(group.name.sensor);
  Scene scene = named_scene(group.name, sensor, "loose-files", request);
  if (sensor.id.empty())
    scene.warnings.emplace_back(
        "no sensor is known for these files: name it (sensor), so that their bands have a meaning");
  take_band_files(scene, sensor, band_files_of(group, sensor), request);
  set_loose_radiometry(scene, sensor, group.name, request);
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no quality layer among the files: clouds and shadows are not masked");
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::vector<Group> groups = without_other_variants(groups_of(paths), context.log);
  std::vector<std::string> others;
  const bool any_scene = std::ranges::any_of(groups, [&](const Group& group) {
    return std::ranges::any_of(group.files, [](const auto& file) { return holds_measurements(file.second); });
  });
  for (Group& group : groups) {
    const bool bands =
        std::ranges::any_of(group.files, [](const auto& file) { return holds_measurements(file.second); });
    if (bands && joins(group, context.request)) {
      found.add([&] { return open_group(std::move(group), context); });
    } else if (bands || (!any_scene && found.scenes.empty())) {  // masks and pictures beside scenes are none themselves
      for (const auto& file : group.files) others.push_back(file.first);
    }
  }
  if (!others.empty()) raster_file().open(others, context, found);
}

}  // namespace

Layout loose_files() {
  return {"loose-files", "one file a band, named as products and people name them (docs/products.md), joined by scene",
          &claims, &open};
}

}  // namespace greisen::scene
