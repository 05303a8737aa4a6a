// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/maps/map_inputs.hpp"

#include <algorithm>

#include "outputs/not_judged.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/survey/inputs/inputs.hpp"

namespace greisen {

std::vector<std::string> input_tables(const LoadedSurvey& loaded) {
  std::vector<std::string> names;
  for (const geo::VectorTable& table : loaded.graph.data.tables) names.push_back(table.name);
  return names;
}

const geo::VectorTable& input_table(const LoadedSurvey& loaded, const std::string& name) {
  return *std::ranges::find(loaded.graph.data.tables, name, &geo::VectorTable::name);
}

void write_inputs(const LoadedSurvey& loaded, const std::string& folder) {
  geo::write_geopackage(folder + "/inputs.gpkg", loaded.graph.area.crs, loaded.graph.data.tables,
                        styles_of(loaded, "inputs.gpkg"));
}

std::string key_of_inputs(const LoadedSurvey& loaded) {
  std::string key = key_of_area(loaded.graph.area);
  for (const SurveyInput& kind : survey_inputs())
    if (kind.content) key += "\n" + kind.content(loaded.survey, *loaded.graph.inputs);
  return key;
}

std::vector<std::string> not_judged_tables(const LoadedSurvey& loaded) {
  std::vector<std::string> tables;
  for (const ModelUse& use : loaded.graph.models) tables.push_back(use.model->id);
  if (tables.empty()) tables.emplace_back("ground");
  return tables;
}

void write_not_judged_ground(const LoadedSurvey& loaded, const std::string& folder) {
  std::vector<outputs::NotJudged> ground;
  for (const std::string& table : not_judged_tables(loaded)) {
    const std::string values = loaded.graph.models.empty() ? "" : folder + "/" + prospectivity_file(table);
    ground.push_back(outputs::find_not_judged(folder + "/" + kReasonsFile, values, loaded.graph.graph->grid(), table));
  }
  outputs::write_not_judged(folder + "/not_judged.gpkg", ground, loaded.graph.area.crs,
                            styles_of(loaded, "not_judged.gpkg"));
}

}  // namespace greisen
