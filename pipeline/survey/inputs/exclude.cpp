// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <utility>

#include "base/yaml/fields.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

void take(const YamlNode& given, Survey& survey) {
  for (const YamlNode& one : given.as_list()) {
    geo::VectorFile file = vector_file_of(one, "exclude[]");
    const YamlNode* name = one.is_map() ? one.find("name") : nullptr;
    std::string called = name ? name->as_string() : std::filesystem::path(file.path).stem().string();
    survey.exclude.push_back({std::move(file), std::move(called)});
  }
}

std::vector<Input> files(const Survey& survey) {
  std::vector<geo::VectorFile> files;
  for (const LandUse& one : survey.exclude) files.push_back(one.file);
  return vector_inputs(survey, files);
}

void load(const Loading& loading, SurveyData& data) {
  const Survey& survey = loading.survey;
  if (survey.exclude.empty()) return;
  geo::VectorTable table = {"land_use",
                            "Ground on which targets are flagged",
                            geo::ShapeType::multi_polygon,
                            {{"name", geo::CellType::text}},
                            {}};
  for (const LandUse& one : survey.exclude)
    loading.look(key_of_item(survey, "exclude", one.file.path), [&] {
      const geo::Area ground = geo::read_area(file_in(survey, one.file));
      tell_notes(ground.notes, loading.log);
      add_shift(one.file.path, ground.crs, loading, data);
      data.excluded.push_back({one.name, ground.to_crs(loading.area.crs)});
      table.rows.push_back({{one.name}, data.excluded.back().ground.polygons});
    });
  data.tables.push_back(std::move(table));
}

std::string content(const Survey& survey, InputHashes& inputs) {
  std::string key;
  for (const LandUse& one : survey.exclude) key += "\n" + one.name + " " + content_in(survey, one.file, inputs);
  return key;
}

}  // namespace

SurveyInput exclude_input() {
  return {fields::list("exclude", "Ground on which targets are flagged (never dropped)",
                       vector_file("", "", "Polygons of a vector file", {fields::text("name", "What it is called")})),
          take, files, load, content};
}

}  // namespace greisen
