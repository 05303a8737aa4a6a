// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/area.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/yaml/fields.hpp"
#include "pipeline/survey/inputs/inputs.hpp"

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

Field aoi() {
  Field box = fields::required(
      fields::list("bbox", "[min x, min y, max x, max y] in the CRS given", fields::number("", "", "", -1e8, 1e8)));
  box.min_items = box.max_items = 4;
  return fields::required(
      fields::either("aoi", "The ground asked for: a vector file with polygons, or a box",
                     {fields::path("", "A vector file"),
                      fields::map("", "A box", {box, fields::text("crs", "CRS of the box", "\"EPSG:4326\"")}),
                      vector_file("", "", "A vector file, or a zip or folder of such").items.back()}));
}

void take(const YamlNode& given, Survey& survey) {
  survey.aoi_where = survey.document->where(given);
  if (given.is_scalar() || given.has("path")) {
    survey.aoi = vector_file_of(given, "aoi");
    return;
  }
  const std::vector<double> box = given.at("bbox").as_doubles();
  survey.aoi_box = {box[0], box[1], box[2], box[3]};
  const YamlNode* crs = given.find("crs");
  survey.aoi.crs = crs ? crs->as_string() : "EPSG:4326";
}

void load(const Loading& loading, SurveyData& data) {
  const Survey& survey = loading.survey;
  loading.look("aoi", [&] {
    add_shift(survey.aoi.empty() ? "aoi" : survey.aoi.path, loading.asked_crs, loading, data);
    data.tables.push_back({"area",
                           "Area asked for",
                           geo::ShapeType::multi_polygon,
                           {{"name", geo::CellType::text}},
                           {{{survey.name}, loading.area.polygons}}});
  });
}

}  // namespace

SurveyInput area_input() {
  return {aoi(), take, [](const Survey& survey) { return vector_inputs(survey, {survey.aoi}); }, load};
}

geo::Area area_of(const Survey& survey) {
  if (survey.aoi.empty()) return geo::box_area(survey.aoi_box, survey.aoi.crs);
  return geo::read_area(file_in(survey, survey.aoi));
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
