// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/input.hpp"

#include <utility>

#include "base/yaml/fields.hpp"

namespace greisen {

Field vector_file(std::string key, std::string about, const char* what, std::vector<Field> more) {
  std::vector<Field> fields = {
      fields::required(fields::path("path", what)),
      fields::text("layer", "Layer of a file with several that would do (a sheet of a workbook)"),
      fields::text("crs", "Its CRS, where the file states none or a wrong one")};
  for (Field& field : more) fields.push_back(std::move(field));
  return fields::either(
      std::move(key), std::move(about),
      {fields::path("", what), fields::map("", "A file, which of its layers, and its CRS", std::move(fields))});
}

geo::VectorFile vector_file_of(const YamlNode& given, std::string key) {
  geo::VectorFile file;
  file.key = std::move(key);
  file.path = given.is_scalar() ? given.as_string() : given.at("path").as_string();
  if (given.is_scalar()) return file;
  if (const YamlNode* layer = given.find("layer")) file.layer = layer->as_string();
  if (const YamlNode* crs = given.find("crs")) file.crs = crs->as_string();
  return file;
}

std::vector<double> one_or_many(const YamlNode* given) {
  if (!given) return {};
  return given->is_list() ? given->as_doubles() : std::vector{given->as_double()};
}

std::vector<Input> vector_inputs(const Survey& survey, const std::vector<geo::VectorFile>& files) {
  std::vector<Input> inputs;
  for (const geo::VectorFile& file : files)
    if (!file.empty()) inputs.push_back({path_in(survey, file.path), geo::InputKind::vectors});
  return inputs;
}

void add_shift(const std::string& input, const geo::Crs& from, const Loading& loading, SurveyData& data) {
  if (auto shift = geo::datum_shift(from, loading.area.crs)) data.shifts.push_back({input, std::move(*shift)});
}

std::vector<geo::Feature> features_on(const Grid& grid, geo::VectorMap map, geo::ShapeType shapes) {
  return geo::features_within(std::move(map.features), shapes,
                              {grid.origin_x, grid.origin_y - grid.pixel_y * static_cast<double>(grid.rows),
                               grid.origin_x + grid.pixel_x * static_cast<double>(grid.cols), grid.origin_y});
}

}  // namespace greisen
