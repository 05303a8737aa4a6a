// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/products/maps/map_inputs.hpp"
#include "pipeline/products/sheet/source.hpp"
#include "targets/label.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;
using outputs::MapLayer;
using outputs::Sheet;

constexpr std::size_t kMostRows = 10;  ///< of the table

struct Ranked {
  std::size_t model = 0;
  int rank = 0;
  std::size_t target = 0;
};

std::vector<Ranked> ranked(const SheetSource& source) {
  const std::vector<ModelUse>& models = source.loaded.graph.models;
  const std::vector<DeliveredTargets::Target>& targets = source.delivery.targets().all;
  std::vector<Ranked> order;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto model =
        std::ranges::find_if(models, [&](const ModelUse& one) { return one.model->id == targets[i].model; });
    order.push_back({static_cast<std::size_t>(model - models.begin()), targets[i].rank, i});
  }
  std::ranges::stable_sort(order, {}, [](const Ranked& one) { return std::tuple(one.rank, one.model); });
  return order;
}

std::string number(const Json& properties, const char* name, int decimals) {
  const auto found = properties.find(name);
  if (found == properties.end() || !found->is_number()) return "–";
  return fmt::format("{:.{}f}", found->get<double>(), decimals);
}

std::vector<std::string> row_of(const SheetSource& source, const Ranked& one, const DeliveredTargets::Target& target) {
  const Json& properties = *target.properties;
  const std::vector<ModelUse>& models = source.loaded.graph.models;
  const std::string model = one.model < models.size() ? models[one.model].model->title : target.model;
  return {target.label,
          model,
          number(properties, "score", 3),
          number(properties, "area_ha", 2),
          number(properties, "lon", 5),
          number(properties, "lat", 5)};
}

}  // namespace

const MapLayer* SheetSource::layer(const std::string& file, const std::string& table) const {
  for (const MeasuredLayer& one : delivery.layers())
    if (one.layer.file == file && one.layer.table == table) return &one.layer;
  return nullptr;
}

Colour colour_of(const MapLayer& layer) {
  return layer.style.colour.empty() ? layer.palette.nth(0) : layer.palette.named(layer.style.colour);
}

std::string first_model(const LoadedSurvey& loaded, std::string (*file)(const std::string& model)) {
  return loaded.graph.models.empty() ? std::string() : file(loaded.graph.models.front().model->id);
}

void add_shapes(const SheetSource& source, Sheet& sheet) {
  const geo::Area& area = source.loaded.graph.area;
  if (const MapLayer* faults = source.layer("inputs.gpkg", "faults")) {
    outputs::SheetLines lines{outputs::Look::line, colour_of(*faults), faults->style.width_mm, false, {}};
    for (const geo::VectorRow& row : input_table(source.loaded, "faults").rows)
      std::ranges::copy(std::get<geo::Lines>(row.shape).parts, std::back_inserter(lines.parts));
    sheet.lines.push_back(std::move(lines));
  }
  if (const MapLayer* outline = source.layer("inputs.gpkg", "area")) {
    outputs::SheetLines lines{outputs::Look::dashes, colour_of(*outline), outline->style.width_mm, true, {}};
    for (const geo::Polygon& polygon : area.polygons)
      lines.parts.insert(lines.parts.end(), polygon.rings.begin(), polygon.rings.end());
    sheet.lines.push_back(std::move(lines));
  }
  if (source.layer("inputs.gpkg", "occurrences") != nullptr)
    for (const geo::VectorRow& row : input_table(source.loaded, "occurrences").rows)
      sheet.marks.push_back(std::get<geo::Point>(row.shape));
}

void add_targets(const SheetSource& source, Sheet& sheet) {
  if (source.loaded.graph.models.empty()) return;
  const MapLayer* const layer = source.layer("targets.gpkg", "targets");
  const std::size_t models = source.loaded.graph.models.size();
  for (const char* const head :
       {"sheet_rank", "sheet_model", "sheet_score", "sheet_hectares", "sheet_longitude", "sheet_latitude"}) {
    if (sheet.table.empty()) sheet.table.emplace_back();
    sheet.table.front().push_back(source.words(head));
  }
  std::vector<std::size_t> numbers;  // of the models, one a target
  for (const Ranked& one : ranked(source)) {
    const DeliveredTargets::Target& target = source.delivery.targets().all[one.target];
    numbers.push_back(one.model);
    sheet.targets.push_back(
        {target.label, layer == nullptr ? sheet.ink : layer->palette.nth(one.model), target.polygons});
    if (sheet.table.size() <= kMostRows) sheet.table.push_back(row_of(source, one, target));
  }
  for (std::size_t i = 0; layer != nullptr && i < models; ++i) {
    const std::string& title = source.loaded.graph.models[i].model->title;
    sheet.keys.push_back({outputs::Look::outline, layer->palette.nth(i),
                          source.words("sheet_targets", {{"model", targets::model_letter(i) + "  " + title}}),
                          std::to_string(std::ranges::count(numbers, i))});
  }
}

}  // namespace greisen
