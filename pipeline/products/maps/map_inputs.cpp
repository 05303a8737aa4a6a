// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/maps/map_inputs.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "outputs/not_judged.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/graph/scenes.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/targets/captures.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/geology.hpp"

namespace greisen {
namespace {

geo::Bounds bounds_of(const Grid& grid) {
  return {grid.origin_x, grid.origin_y - grid.pixel_y * static_cast<double>(grid.rows),
          grid.origin_x + grid.pixel_x * static_cast<double>(grid.cols), grid.origin_y};
}

std::vector<geo::Feature> features(const LoadedSurvey& loaded, geo::FeatureRequest request) {
  request.file = file_in(loaded.survey, std::move(request.file));
  request.within = bounds_of(loaded.graph.graph->grid());
  return geo::read_features(request, loaded.graph.area.crs);
}

geo::VectorTable land_use(const LoadedSurvey& loaded) {
  std::vector<outputs::NamedGround> ground;
  for (const LandUse& one : loaded.survey.exclude)
    ground.push_back(
        {one.name, geo::read_area(file_in(loaded.survey, one.file)).to_crs(loaded.graph.area.crs).polygons});
  return outputs::land_use_table(ground);
}

geo::VectorTable table_of(const LoadedSurvey& loaded, const std::string& name) {
  const Survey& survey = loaded.survey;
  if (name == "occurrences") return outputs::occurrence_table(occurrences_on_grid(loaded));
  if (name == "land_use") return land_use(loaded);
  if (name == "area") return outputs::area_table(survey.name, loaded.graph.area.polygons);
  if (name != "geology")
    return outputs::line_table(name, features(loaded, {name == "faults" ? survey.faults : survey.contacts}));
  geo::FeatureRequest request{survey.geology.file, survey.geology.field};
  request.shapes = geo::ShapeType::multi_polygon;
  return outputs::geology_table(features(loaded, std::move(request)), legend_of(survey));
}

}  // namespace

std::vector<std::string> input_tables(const Survey& survey) {
  std::vector<std::string> tables = {"area"};
  if (!survey.occurrences.empty()) tables.emplace_back("occurrences");
  if (!survey.faults.empty()) tables.emplace_back("faults");
  if (!survey.contacts.empty()) tables.emplace_back("contacts");
  if (!survey.geology.file.empty()) tables.emplace_back("geology");
  if (!survey.exclude.empty()) tables.emplace_back("land_use");
  return tables;
}

void write_inputs(const LoadedSurvey& loaded, const std::string& folder) {
  std::vector<geo::VectorTable> tables;
  for (const std::string& name : input_tables(loaded.survey)) tables.push_back(table_of(loaded, name));
  geo::write_geopackage(folder + "/inputs.gpkg", loaded.graph.area.crs, tables, styles_of(loaded, "inputs.gpkg"));
}

std::string key_of_inputs(const LoadedSurvey& loaded) {
  const Survey& survey = loaded.survey;
  InputHashes& inputs = *loaded.graph.inputs;
  std::string key = key_of_area(loaded.graph.area);
  for (const geo::VectorFile* file :
       {&survey.occurrences, &survey.faults, &survey.contacts, &survey.geology.file, &survey.geology.legend})
    key += "\n" + content_in(survey, *file, inputs);
  for (const LandUse& one : survey.exclude) key += "\n" + one.name + " " + content_in(survey, one.file, inputs);
  return key + "\n" + survey.geology.field + "\n" + survey.commodity_field;
}

std::vector<outputs::UnitRole> legend_of(const Survey& survey) {
  std::vector<outputs::UnitRole> rows;
  if (survey.geology.file.empty()) return rows;
  for (const auto& [role, units] : legend_of_map(survey)->matched.codes)
    for (const std::string& unit : units) rows.push_back({unit, role});
  std::ranges::stable_sort(rows, {}, &outputs::UnitRole::unit);
  return rows;
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
