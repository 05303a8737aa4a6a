// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/vectors/features.hpp"
#include "pipeline/products/sheet/source.hpp"
#include "targets/label.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;
using outputs::MapLayer;
using outputs::Sheet;

constexpr std::size_t kMostBytes = std::size_t{512} << 20U;
constexpr std::size_t kMostRows = 10;  ///< of the table

std::vector<geo::Feature> features_of(const std::string& path, const std::string& table, geo::ShapeType shapes,
                                      const geo::Crs& crs) {
  constexpr double kFar = 1e12;
  geo::FeatureRequest request;
  request.file.path = path;
  request.file.layer = table;
  request.shapes = shapes;
  request.within = {-kFar, -kFar, kFar, kFar};
  return geo::read_features(request, crs);
}

struct Ranked {
  std::size_t model = 0;
  std::int64_t rank = 0;
  std::size_t feature = 0;
};

std::vector<Ranked> ranked(const SheetSource& source, const Json& features) {
  const std::vector<ModelUse>& models = source.loaded.graph.models;
  std::vector<Ranked> order;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const Json& properties = features[i]["properties"];
    const std::string id = properties.value("model", "");
    const auto model = std::ranges::find_if(models, [&](const ModelUse& one) { return one.model->id == id; });
    order.push_back({static_cast<std::size_t>(model - models.begin()), properties.value("rank", std::int64_t{0}), i});
  }
  std::ranges::stable_sort(order, {}, [](const Ranked& one) { return std::tuple(one.rank, one.model); });
  return order;
}

std::string number(const Json& properties, const char* name, int decimals) {
  const auto found = properties.find(name);
  if (found == properties.end() || !found->is_number()) return "–";
  return fmt::format("{:.{}f}", found->get<double>(), decimals);
}

std::vector<std::string> row_of(const SheetSource& source, const Ranked& one, const Json& properties,
                                const std::string& label) {
  const std::vector<ModelUse>& models = source.loaded.graph.models;
  const std::string model =
      one.model < models.size() ? models[one.model].model->title : properties.value("model", std::string());
  return {label,
          model,
          number(properties, "score", 3),
          number(properties, "area_ha", 2),
          number(properties, "lon", 5),
          number(properties, "lat", 5)};
}

}  // namespace

const MapLayer* SheetSource::layer(const std::string& file, const std::string& table) const {
  const auto found =
      std::ranges::find_if(layers, [&](const MapLayer& one) { return one.file == file && one.table == table; });
  return found == layers.end() ? nullptr : &*found;
}

Colour colour_of(const MapLayer& layer) {
  return layer.style.colour.empty() ? layer.palette.nth(0) : layer.palette.named(layer.style.colour);
}

std::string first_model_file(const LoadedSurvey& loaded, const std::string& what) {
  return loaded.graph.models.empty() ? std::string() : what + "_" + loaded.graph.models.front().model->id + ".tif";
}

void add_shapes(const SheetSource& source, Sheet& sheet) {
  const geo::Area& area = source.loaded.graph.area;
  const std::string path = source.inputs + "/inputs.gpkg";
  if (const MapLayer* faults = source.layer("inputs.gpkg", "faults")) {
    outputs::SheetLines lines{outputs::Look::line, colour_of(*faults), faults->style.width_mm, false, {}};
    for (const geo::Feature& feature : features_of(path, "faults", geo::ShapeType::multi_line, area.crs))
      if (const auto* parts = std::get_if<geo::Lines>(&feature.shape))
        lines.parts.insert(lines.parts.end(), parts->parts.begin(), parts->parts.end());
    sheet.lines.push_back(std::move(lines));
  }
  if (const MapLayer* outline = source.layer("inputs.gpkg", "area")) {
    outputs::SheetLines lines{outputs::Look::dashes, colour_of(*outline), outline->style.width_mm, true, {}};
    for (const geo::Polygon& polygon : area.polygons)
      lines.parts.insert(lines.parts.end(), polygon.rings.begin(), polygon.rings.end());
    sheet.lines.push_back(std::move(lines));
  }
  if (source.layer("inputs.gpkg", "occurrences") != nullptr)
    for (const geo::Feature& feature : features_of(path, "occurrences", geo::ShapeType::point, area.crs))
      if (const auto* place = std::get_if<geo::Point>(&feature.shape)) sheet.marks.push_back(*place);
}

void add_targets(const SheetSource& source, Sheet& sheet) {
  const std::string path = source.folder + "/targets.geojson";
  if (source.loaded.graph.models.empty() || !geo::is_file(path)) return;
  const Json features = Json::parse(read_text_file(path, kMostBytes))["features"];
  const std::vector<geo::Feature> shapes = features_of(source.folder + "/targets.gpkg", "targets",
                                                       geo::ShapeType::multi_polygon, source.loaded.graph.area.crs);
  const MapLayer* const layer = source.layer("targets.gpkg", "targets");
  const std::size_t models = source.loaded.graph.models.size();
  for (const char* const head :
       {"sheet_rank", "sheet_model", "sheet_score", "sheet_hectares", "sheet_longitude", "sheet_latitude"}) {
    if (sheet.table.empty()) sheet.table.emplace_back();
    sheet.table.front().push_back(source.words(head));
  }
  std::vector<std::size_t> numbers;  // of the models, one a target
  for (const Ranked& one : ranked(source, features)) {
    numbers.push_back(one.model);
    const std::string label = features[one.feature]["properties"].value("label", std::string());
    outputs::SheetTarget target{label, layer == nullptr ? sheet.ink : layer->palette.nth(one.model), {}};
    if (one.feature < shapes.size())
      if (const auto* polygons = std::get_if<std::vector<geo::Polygon>>(&shapes[one.feature].shape))
        target.polygons = *polygons;
    sheet.targets.push_back(std::move(target));
    if (sheet.table.size() <= kMostRows)
      sheet.table.push_back(row_of(source, one, features[one.feature]["properties"], label));
  }
  for (std::size_t i = 0; layer != nullptr && i < models; ++i) {
    const std::string& title = source.loaded.graph.models[i].model->title;
    sheet.keys.push_back({outputs::Look::outline, layer->palette.nth(i),
                          source.words("sheet_targets", {{"model", targets::model_letter(i) + "  " + title}}),
                          std::to_string(std::ranges::count(numbers, i))});
  }
}

}  // namespace greisen
