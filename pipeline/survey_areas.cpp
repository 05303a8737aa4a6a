// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/crs.hpp"
#include "pipeline/source_options.hpp"
#include "pipeline/survey_scenes.hpp"

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
  if (survey.aoi_path.empty()) return geo::box_area(survey.aoi_box, survey.aoi_crs);
  return geo::read_area(path_in(survey, survey.aoi_path), survey.aoi_layer, survey.aoi_crs);
}

AreaMasks masks_of(const Survey& survey, std::shared_ptr<const geo::AreaMask> area, const Grid& grid,
                   SurveyProblems& problems) {
  AreaMasks masks;
  masks.area = std::move(area);
  const auto read = [&](const std::string& given) {
    const std::string path = path_in(survey, given);
    masks.key += "\n" + state_of(path);
    return std::make_shared<const geo::AreaMask>(geo::read_area(path).to_crs(geo::parse_crs(grid.crs)), grid);
  };
  for (std::size_t i = 0; i < survey.mask.areas.size(); ++i)
    if (const std::string key = "mask.areas[" + std::to_string(i) + "]"; !problems.failed(key))
      problems.gather(key, [&] { masks.excluded.push_back(read(survey.mask.areas[i])); });
  if (!survey.mask.urban.empty() && !problems.failed("mask.urban"))
    problems.gather("mask.urban", [&] { masks.urban = read(survey.mask.urban); });
  return masks;
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
