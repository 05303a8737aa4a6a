// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>

#include "base/yaml/fields.hpp"
#include "geo/place/crs.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

Field mask() {
  return fields::map(
      "mask", "Ground that is not judged",
      {fields::flag("cloud", "Clouds and cirrus, from the product's own quality layer", true),
       fields::number("cloud_buffer_m",
                      "Growth of cloud and shadow in metres; where absent that of the sensor (greisen explain SENSOR)",
                      "", 0, 2000),
       fields::flag("shadow", "Cloud shadow", true),
       fields::flag("shadow_geometry", "Cloud shadows of the product checked against sun and clouds", true),
       fields::flag("snow", "Snow and ice", true), fields::flag("water", "Water", true),
       fields::either("vegetation", "Green vegetation; false keeps it",
                      {{.type = FieldType::boolean},
                       fields::map("", "",
                                   {fields::choice("index", "Index", "\"ndvi\"", {"ndvi"}),
                                    fields::number("above", "Masked above this value", "0.35", -1, 1)})}),
       vector_file("urban", "Polygons of built-over ground", "A vector file"),
       fields::list("areas", "Further polygons that are not judged", vector_file("", "", "A vector file")),
       fields::number("min_reflectance", "Ground darker than this in any band used is no measurement of a ratio",
                      "0.005", 0, 0.2)},
      "{}");
}

void take(const YamlNode& mask, Survey& survey) {
  MaskRequest& request = survey.mask;
  request.cloud = mask.at("cloud").as_bool();
  if (const YamlNode* buffer = mask.find("cloud_buffer_m")) request.cloud_buffer_m = buffer->as_double();
  request.shadow = mask.at("shadow").as_bool();
  request.shadow_geometry = mask.at("shadow_geometry").as_bool();
  if (const YamlNode* urban = mask.find("urban")) request.urban = vector_file_of(*urban, "mask.urban");
  if (const YamlNode* areas = mask.find("areas"))
    for (const YamlNode& one : areas->as_list()) request.areas.push_back(vector_file_of(one, "mask.areas[]"));
  request.snow = mask.at("snow").as_bool();
  request.water = mask.at("water").as_bool();
  request.min_reflectance = mask.at("min_reflectance").as_double();
  const YamlNode* vegetation = mask.find("vegetation");
  if (!vegetation || (vegetation->is_scalar() && vegetation->as_bool())) {
    request.vegetation_index = "m_ndvi";
  } else if (vegetation->is_map()) {
    request.vegetation_index = "m_ndvi";
    if (const YamlNode* above = vegetation->find("above")) request.vegetation_above = above->as_double();
  }
}

std::vector<Input> files(const Survey& survey) {
  std::vector<geo::VectorFile> files = survey.mask.areas;
  files.push_back(survey.mask.urban);
  return vector_inputs(survey, files);
}

void load(const Loading& loading, SurveyData& data) {
  const Survey& survey = loading.survey;
  AreaMasks& masks = data.masks;
  masks.area = loading.mask;
  const auto read = [&](const geo::VectorFile& given) {
    const geo::Area ground = geo::read_area(file_in(survey, given));
    tell_notes(ground.notes, loading.log);
    add_shift(given.path, ground.crs, loading, data);
    const geo::Area other = ground.to_crs(loading.area.crs);
    masks.key += "\n" + key_of_area(other);
    return std::make_shared<const geo::AreaMask>(other, loading.grid);
  };
  for (const geo::VectorFile& file : survey.mask.areas)
    loading.look(key_of_item(survey, "mask.areas", file.path), [&] { masks.excluded.push_back(read(file)); });
  if (!survey.mask.urban.empty()) loading.look("mask.urban", [&] { masks.urban = read(survey.mask.urban); });
}

}  // namespace

SurveyInput mask_input() { return {mask(), take, files, load}; }

}  // namespace greisen
