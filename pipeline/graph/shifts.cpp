// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/shifts.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "geo/place/grid_of.hpp"
#include "scene/composite.hpp"
#include "scene/coregistration.hpp"

namespace greisen {
namespace {

constexpr double kLeastShiftPx = 0.3;
constexpr double kMostShiftPx = 3;

/// A scene that others are compared with.
struct Placed {
  std::string id;
  Raster picture;
};

/// One band of the scene on the grid, clouds taken away; none where no band has a role both sensors share.
std::optional<Raster> picture_of(const scene::Scene& scene, const Sensor& sensor, const Grid& grid) {
  scene::MaskOptions mask;
  mask.buffer_m = 0;
  mask.metres_per_unit = geo::parse_crs(grid.crs).metres_per_unit;
  for (const char* role : {"red", "swir1", "nir"}) {
    const auto number = sensor.find(role);
    if (!number) continue;
    const std::string& name = sensor.bands[static_cast<std::size_t>(*number)].name;
    if (scene.find(name)) return scene_raster(scene, {name}, grid, mask);
  }
  return {};
}

/// Moves a place of the scene's own CRS as far as the grid's pixels say, to undo the shift.
geo::Point moved(const geo::Point& place, const std::string& crs, const scene::Shift& shift, const Grid& grid) {
  const geo::Crs own = geo::parse_crs(crs);
  const geo::Crs target = geo::crs_of(grid);
  const geo::Point there = geo::PointTransform(own, target).apply(place);
  return geo::PointTransform(target, own)
      .apply({there.x - shift.cols_px * grid.pixel_x, there.y + shift.rows_px * grid.pixel_y});
}

void move_source(geo::BandSource& source, const Grid& own, const scene::Shift& shift, const Grid& grid) {
  const geo::Point centre{own.x_of(static_cast<double>(own.cols) / 2), own.y_of(static_cast<double>(own.rows) / 2)};
  const geo::Point to = moved(centre, own.crs, shift, grid);
  source.geo_transform = {own.origin_x + to.x - centre.x, own.pixel_x, 0,
                          own.origin_y + to.y - centre.y, 0,           -own.pixel_y};
}

/// Only upright rasters can be moved; others keep their place.
bool move_scene(scene::Scene& scene, const scene::Shift& shift, const Grid& grid) {
  for (const scene::SceneBand& band : scene.bands)
    if (!band.source.geo_transform && !geo::file_info(band.source.path).upright) return false;
  for (scene::SceneBand& band : scene.bands) move_source(band.source, band.grid, shift, grid);
  for (scene::SceneQuality& quality : scene.quality) move_source(quality.source, quality.grid, shift, grid);
  return true;
}

std::string text_of(const scene::Shift& shift) {
  return fmt::format("{:+.2f} px east, {:+.2f} px south", shift.cols_px, shift.rows_px);
}

std::string grounds(const scene::Shift& shift, const Placed& reference) {
  return fmt::format("phase correlation with {} on {} {} of 128 px, spread {:.2f} px", reference.id, shift.cells,
                     shift.cells == 1 ? "cell" : "cells", shift.spread_px);
}

class Register {
 public:
  Register(const Survey& survey, const Grid& grid, Log& log) : survey_(survey), grid_(grid), log_(log) {}

  /// False: the scene cannot be used.
  bool place(scene::Scene& scene, const Sensor& sensor) {
    auto picture = picture_of(scene, sensor, grid_);
    if (!picture) return true;
    for (const Placed& reference : placed_) {
      const auto shift = scene::measure_shift(reference.picture, *picture);
      if (!shift) continue;
      if (!settle(scene, *shift, reference)) return false;
      if (scene.bands.front().source.geo_transform) picture = picture_of(scene, sensor, grid_);
      break;
    }
    placed_.push_back({scene.id, std::move(*picture)});
    return true;
  }

 private:
  bool settle(scene::Scene& scene, const scene::Shift& shift, const Placed& reference) {
    const auto note = [&](const std::string& what) {
      scene.decisions.push_back({"misregistration", text_of(shift) + what, grounds(shift, reference)});
    };
    if (!shift.consistent()) {
      note(": the cells do not agree, nothing was moved");
      return true;
    }
    if (shift.length_px() > kMostShiftPx && survey_.coregistration == "correct") {
      log_.warn("W3101", "a scene is left out: " + scene.id + " lies " + text_of(shift) + " from " + reference.id +
                             ", more than 3 px of the grid (" + grounds(shift, reference) +
                             "); composite.coregistration: report keeps it");
      return false;
    }
    if (shift.length_px() < kLeastShiftPx || survey_.coregistration == "report") {
      note("");
      return true;
    }
    note(move_scene(scene, shift, grid_) ? ": taken out" : ": kept, the raster is turned");
    return true;
  }

  const Survey& survey_;
  const Grid& grid_;
  Log& log_;
  std::vector<Placed> placed_;
};

double finest_pixel(const SensorUse& use) {
  double finest = 1e9;
  for (const scene::Scene& scene : use.scenes)
    for (const scene::SceneBand& band : scene.bands) finest = std::min(finest, band.pixel_m);
  return finest;
}

}  // namespace

void register_scenes(const Survey& survey, std::vector<SensorUse>& uses, const Grid& grid, Log& log,
                     std::vector<std::string>& left_out) {
  if (survey.coregistration == "off") return;
  std::vector<SensorUse*> order;
  std::size_t scenes = 0;
  for (SensorUse& use : uses) {
    order.push_back(&use);
    scenes += use.scenes.size();
  }
  if (scenes < 2) return;
  std::ranges::stable_sort(order, {}, [](const SensorUse* use) { return finest_pixel(*use); });
  Register all(survey, grid, log);
  for (SensorUse* use : order) {
    std::vector<scene::Scene> kept;
    for (scene::Scene& scene : use->scenes) {
      if (all.place(scene, use->sensor)) {
        kept.push_back(std::move(scene));
      } else {
        left_out.push_back("scene " + scene.id + ": it does not lie where the others do");
      }
    }
    use->scenes = std::move(kept);
  }
  std::erase_if(uses, [](const SensorUse& use) { return use.scenes.empty(); });
}

}  // namespace greisen
