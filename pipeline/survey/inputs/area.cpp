// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/area.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/crs.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

class AreaReader final : public TileReader {
 public:
  AreaReader(AreaMasks masks, std::vector<int> layers) : masks_(std::move(masks)), layers_(std::move(layers)) {}

  void read(const Window& window, TileView out) override {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const TileView plane = out.layer(static_cast<int>(i));
      if (layers_[i] == 1) {
        masks_.urban->fill(window, plane);
        continue;
      }
      masks_.area->fill(window, plane);
      for (const auto& excluded : masks_.excluded) take_off(*excluded, window, plane);
    }
  }

 private:
  void take_off(const geo::AreaMask& excluded, const Window& window, TileView plane) {
    if (excluded.is_empty(window)) return;
    other_.reshape(1, plane.rows, plane.cols);
    excluded.fill(window, other_.view());
    for (int row = 0; row < plane.rows; ++row)
      for (int col = 0; col < plane.cols; ++col)
        if (other_.view().at(0, row, col) > 0.5F) plane.at(0, row, col) = 0;
  }

  AreaMasks masks_;
  std::vector<int> layers_;
  Tile other_;
};

}  // namespace

geo::Area area_of(const Survey& survey) {
  if (survey.aoi.empty()) return geo::box_area(survey.aoi_box, survey.aoi.crs);
  return geo::read_area(file_in(survey, survey.aoi));
}

geo::Area read_land_use(const Survey& survey, const LandUse& land) {
  return geo::read_area(file_in(survey, land.file));
}

AreaMasks masks_of(const Survey& survey, std::shared_ptr<const geo::AreaMask> area, const Grid& grid, Log& log,
                   SurveyProblems& problems) {
  AreaMasks masks;
  masks.area = std::move(area);
  const auto read = [&](const geo::VectorFile& given) {
    const geo::Area ground = geo::read_area(file_in(survey, given));
    tell_notes(ground.notes, log);
    const geo::Area other = ground.to_crs(geo::crs_of(grid));
    masks.key += "\n" + key_of_area(other);
    return std::make_shared<const geo::AreaMask>(other, grid);
  };
  for (const geo::VectorFile& file : survey.mask.areas)
    if (const std::string key = key_of_item(survey, "mask.areas", file.path); !problems.failed(key))
      problems.gather(key, [&] { masks.excluded.push_back(read(file)); });
  if (!survey.mask.urban.empty() && !problems.failed("mask.urban"))
    problems.gather("mask.urban", [&] { masks.urban = read(survey.mask.urban); });
  return masks;
}

void refuse_area_without_pixel(const Survey& survey, const geo::Area& area, const geo::AreaMask& mask,
                               const Grid& grid) {
  constexpr std::int64_t kStripRows = 128;
  Tile tile;
  for (std::int64_t top = 0; top < grid.rows; top += kStripRows) {
    const Window strip = Window{0, top, grid.cols, kStripRows}.intersected(grid.window());
    if (mask.is_empty(strip)) continue;
    tile.reshape(1, static_cast<int>(strip.rows), static_cast<int>(strip.cols));
    mask.fill(strip, tile.view());
    for (int row = 0; row < tile.view().rows; ++row)
      if (std::ranges::any_of(tile.view().row(0, row), [](float in) { return in > 0.5F; })) return;
  }
  constexpr double kHectaresPerKm2 = 100;
  throw Error({"E4017",
               fmt::format("the area, {:.3g} ha, holds the centre of no pixel: they are {} m wide",
                           area.area_km2() * kHectaresPerKm2, format_number(survey.resolution_m)),
               survey.aoi_where, "give a finer grid.resolution_m, or a larger area"});
}

std::string key_of_area(const geo::Area& area) {
  std::string key = area.crs.wkt;
  for (const geo::Polygon& polygon : area.polygons)
    for (const geo::Ring& ring : polygon.rings) {
      key += ";";
      for (const geo::Point& point : ring) key += format_number(point.x) + " " + format_number(point.y) + ",";
    }
  return key;
}

Raster area_raster(const Grid& grid, const AreaMasks& masks) {
  Raster raster;
  raster.grid = grid;
  raster.layers = {{"area", "1", "1 inside the area, 0 outside"}};
  if (masks.urban) raster.layers.push_back({"urban", "1", "1 on built-over ground, 0 elsewhere"});
  raster.open = [masks](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    readers.reserve(static_cast<std::size_t>(request.threads));
    for (int i = 0; i < request.threads; ++i) readers.push_back(std::make_unique<AreaReader>(masks, request.layers));
    return readers;
  };
  raster.cost = [](const PassRequest&) { return ReadCost{}; };
  return raster;
}

}  // namespace greisen
