// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/band_files.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/crs.hpp"
#include "geo/place/grid_of.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

/// Best first: the coarsest file that is not coarser than wanted, else the finest.
void sort_by_preference(std::vector<BandFile>& files, double wanted_m) {
  const auto key = [&](const BandFile& file) {
    const bool fits = wanted_m > 0 && file.pixel_m > 0 && file.pixel_m <= wanted_m * 1.001;
    return std::pair(fits ? 0 : 1, fits ? -file.pixel_m : file.pixel_m);
  };
  std::ranges::sort(files, {}, [&](const BandFile& file) { return std::pair(key(file), file.path); });
}

/// A file that opened, for a band or for a quality layer.
struct Opened {
  BandFile file;
  Grid grid;
  geo::BandInfo stored;
};

/// Why a file cannot be used for itself, or what it is.
std::optional<Opened> open_band(const BandFile& file, std::string& why_not) {
  geo::FileInfo info;
  try {
    info = geo::file_info(file.path);
  } catch (const Error& error) {
    why_not = error.problems().front().what;
    return {};
  }
  if (info.grid.crs.empty() && !file.crs.empty()) info.grid.crs = geo::parse_crs(file.crs).wkt;
  if (info.bands.size() != 1) {
    why_not = "it has " + std::to_string(info.bands.size()) + " bands, expected 1";
  } else if (!info.has_geo_transform || !info.upright || info.grid.crs.empty()) {
    why_not = "it does not say where it lies (CRS and north-up position)";
  } else if (file.pixel_m > 0 && std::abs(info.grid.pixel_x - file.pixel_m) > 0.01 * file.pixel_m) {
    why_not = "its name says " + format_number(file.pixel_m) + " m, its pixels are " + format_number(info.grid.pixel_x);
  }
  if (!why_not.empty()) return {};
  return Opened{file, info.grid, info.bands.front()};
}

/// The best of a band's files that opens; warns of those that do not.
std::optional<Opened> best_of(std::vector<BandFile> files, double wanted_m, Scene& scene) {
  sort_by_preference(files, wanted_m);
  for (const BandFile& file : files) {
    std::string why_not;
    auto opened = open_band(file, why_not);
    if (opened) return opened;
    scene.warnings.push_back(geo::file_name(file.path) + " is left out: " + why_not);
  }
  return {};
}

/// Same CRS and, to one of the coarser pixels, the same four corners.
bool same_ground(const Grid& a, const Grid& b) {
  const double slack = 1.01 * std::max(a.pixel_x, b.pixel_x);
  const auto near = [&](double left, double right) { return std::abs(left - right) <= slack; };
  const auto right_of = [](const Grid& grid) { return grid.x_of(static_cast<double>(grid.cols)); };
  const auto bottom_of = [](const Grid& grid) { return grid.y_of(static_cast<double>(grid.rows)); };
  return a.crs == b.crs && near(a.origin_x, b.origin_x) && near(a.origin_y, b.origin_y) &&
         near(right_of(a), right_of(b)) && near(bottom_of(a), bottom_of(b));
}

/// Leaves out, with a warning, what lies elsewhere than most files do.
void keep_common_ground(std::map<std::string, Opened>& opened, Scene& scene) {
  const Opened* reference = nullptr;
  std::ptrdiff_t most = 0;
  for (const auto& entry : opened) {
    const Opened& file = entry.second;
    const auto agree =
        std::ranges::count_if(opened, [&](const auto& other) { return same_ground(file.grid, other.second.grid); });
    if (agree > most) {
      most = agree;
      reference = &file;
    }
  }
  if (reference == nullptr) return;
  const Grid ground = reference->grid;
  const std::string like = geo::file_name(reference->file.path);
  for (auto at = opened.begin(); at != opened.end();) {
    if (same_ground(at->second.grid, ground)) {
      ++at;
      continue;
    }
    scene.warnings.push_back(geo::file_name(at->second.file.path) +
                             " is left out: it does not cover the same ground as " + like);
    at = opened.erase(at);
  }
}

geo::BandSource source_of(const std::string& path, const std::string& name, const std::string& description) {
  geo::BandSource source;
  source.path = path;
  source.layer.name = name;
  source.layer.description = description;
  return source;
}

void take_band(Scene& scene, const Sensor& sensor, const Band& band, const Opened& opened) {
  SceneBand taken;
  taken.name = band.name;
  taken.role = band.role;
  taken.centre_nm = band.centre_nm;
  taken.width_nm = band.width_nm;
  taken.source = source_of(opened.file.path, band.name, sensor.name + " " + band.name);
  taken.source.missing_dn = missing_dn_of(sensor);
  taken.source.crs = opened.file.crs;
  taken.source.scale = opened.stored.scale;
  taken.source.offset = opened.stored.offset;
  taken.pixel_m = geo::pixel_metres(opened.grid);
  taken.grid = opened.grid;
  taken.type = opened.stored.type;
  scene.bands.push_back(std::move(taken));
  scene.files.push_back(opened.file.path);
}

void take_quality(Scene& scene, const QualityLayer& layer, const Opened& opened) {
  SceneQuality quality{source_of(opened.file.path, layer.name, "the product's own classification"), layer,
                       geo::pixel_metres(opened.grid), opened.grid};
  quality.source.crs = opened.file.crs;
  scene.quality.push_back(std::move(quality));
  scene.files.push_back(opened.file.path);
}

/// The best file of each band and quality layer of the sensor, by lower-case name.
std::map<std::string, Opened> open_all(const Sensor& sensor, std::vector<BandFile> files, double wanted_m,
                                       Scene& scene) {
  std::map<std::string, std::vector<BandFile>> by_name;
  for (const Band& band : sensor.bands) by_name[lower(band.name)];
  for (const QualityLayer& layer : sensor.quality) by_name[lower(layer.name)];
  for (BandFile& file : files) {
    const auto known = by_name.find(lower(file.band));
    if (known != by_name.end()) known->second.push_back(std::move(file));
  }
  std::map<std::string, Opened> opened;
  for (const auto& [name, candidates] : by_name) {
    if (auto best = best_of(candidates, wanted_m, scene)) opened.emplace(name, std::move(*best));
  }
  keep_common_ground(opened, scene);
  return opened;
}

}  // namespace

void finish(Scene& scene) {
  std::ranges::sort(scene.files);
  scene.files.erase(std::unique(scene.files.begin(), scene.files.end()), scene.files.end());
  scene.footprints.clear();
  for (const SceneBand& band : scene.bands) {
    const auto same = [&](const Grid& grid) { return same_grid(grid, band.grid); };
    if (std::ranges::none_of(scene.footprints, same)) scene.footprints.push_back(band.grid);
  }
  std::ranges::stable_sort(scene.footprints, {}, &Grid::pixel_x);
  scene.crs = scene.footprints.empty() ? "" : scene.footprints.front().crs;
}

void take_band_files(Scene& scene, const Sensor& sensor, std::vector<BandFile> files, const SceneRequest& request) {
  const auto opened = open_all(sensor, std::move(files), request.resolution_m, scene);
  for (const Band& band : sensor.bands) {
    const auto found = opened.find(lower(band.name));
    if (found != opened.end()) take_band(scene, sensor, band, found->second);
  }
  if (scene.bands.empty()) {
    const std::string why = scene.warnings.empty() ? "" : ": " + scene.warnings.front();
    throw Error({"E3107",
                 scene.id + " has no band file that can be used" + why,
                 {request.path, 0, 0, {}},
                 "download the image files of its bands; greisen explain " + sensor.id + " names them"});
  }
  for (const QualityLayer& layer : sensor.quality) {
    const auto found = opened.find(lower(layer.name));
    if (found != opened.end()) take_quality(scene, layer, found->second);
  }
  finish(scene);
}

}  // namespace greisen::scene
