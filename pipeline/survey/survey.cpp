// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/survey.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/reach.hpp"
#include "pipeline/survey/season.hpp"

namespace greisen {
namespace {

const std::vector<std::string>& reserved_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> names;
    for (const Field& field : survey_schema().fields)
      if (field.type == FieldType::anything) names.push_back(field.key);
    return names;
  }();
  return keys;
}

YamlDocument document_of(const std::string& path, const std::vector<std::string>& assignments) {
  YamlDocument document = read_yaml(path);
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error({"E2016",
                   "--set " + printable(assignment) + ": there is no key=value",
                   {},
                   "write it as --set grid.resolution_m=20"});
    set_by_path(document.root, assignment.substr(0, equals), assignment.substr(equals + 1));
  }
  return document;
}

/// What fits the schema; where the grid is wrong, another, so that the rest can be looked at.
void make_sound(YamlDocument& document) {
  const Field schema = survey_schema();
  keep_sound(document.root, schema);
  const YamlNode* grid = document.root.find("grid");
  if (grid == nullptr || !grid->has("resolution_m")) set_by_path(document.root, "grid.resolution_m", "10");
}

scene::SceneRequest scene_request(const YamlDocument& document, const YamlNode& entry, double resolution_m) {
  scene::SceneRequest request;
  request.path = entry.at("path").as_string();
  if (const YamlNode* sensor = entry.find("sensor")) request.sensor = sensor->as_string();
  request.scale = one_or_many(entry.find("scale"));
  request.offset = one_or_many(entry.find("offset"));
  if (const YamlNode* bands = entry.find("bands")) request.bands = bands->as_strings();
  if (const YamlNode* date = entry.find("date")) request.date = date->as_string();
  if (const YamlNode* kind = entry.find("kind"))
    for (const scene::Kind one : {scene::Kind::surface, scene::Kind::toa, scene::Kind::dn})
      if (to_word(one) == kind->as_string()) request.kind = one;
  for (const auto one : {scene::Atmosphere::dark_object, scene::Atmosphere::internal_average})
    if (const YamlNode* word = entry.find("atmosphere"); word && to_word(one) == word->as_string())
      request.atmosphere = one;
  request.resolution_m = resolution_m;
  request.where = document.where(entry);
  return request;
}

void read_layers(const YamlDocument& document, Survey& survey) {
  for (const YamlNode& entry : document.root.at("layers").as_list()) {
    if (entry.is_map())
      survey.layers.push_back(
          {entry.at("name").as_string(), entry.at("expr").as_string(), document.where(entry.at("expr"))});
    else
      survey.layers.push_back({entry.as_string(), "", document.where(entry)});
  }
}

void check_names(const Survey& survey, std::vector<Problem>& problems) {
  std::vector<std::string> seen;
  for (const LayerRequest& layer : survey.layers) {
    if (layer.name != safe_file_name(layer.name))
      problems.push_back({"E2108", "the layer name '" + printable(layer.name) + "' cannot be a file name", layer.where,
                          "use letters, digits, '-' and '_'"});
    if (std::find(seen.begin(), seen.end(), lower(layer.name)) != seen.end())
      problems.push_back({"E2105", "the layer '" + printable(layer.name) + "' is asked for twice", layer.where,
                          "give each layer a name of its own"});
    seen.push_back(lower(layer.name));
  }
}

void describe(const YamlNode& node, const std::string& path, std::string& out) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  if (node.is_map() && !node.entries.empty()) {
    for (const YamlEntry& entry : node.entries) describe(entry.value, below(entry.key.text), out);
    return;
  }
  if (node.is_list() && !node.items.empty()) {
    for (std::size_t i = 0; i < node.items.size(); ++i)
      describe(node.items[i], path + "[" + std::to_string(i) + "]", out);
    return;
  }
  const std::string origin = node.line > 0 ? "line " + std::to_string(node.line) : node.line < 0 ? "--set" : "default";
  out += path + " = " + to_json(node) + "    (" + origin + ")\n";
}

}  // namespace

Survey read_survey(const std::string& path, const std::vector<std::string>& assignments,
                   std::vector<Problem>& problems) {
  const auto owned = std::make_shared<YamlDocument>(document_of(path, assignments));
  YamlDocument& document = *owned;
  problems = find_problems(document, survey_schema());
  if (!problems.empty() && !document.root.is_map()) throw Error(std::move(problems));
  if (!problems.empty()) make_sound(document);
  fill_defaults(document.root, survey_schema());
  const YamlNode& root = document.root;
  Survey survey;
  survey.path = path;
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  survey.folder = parent.empty() ? "." : parent.string();
  survey.text = document.text;
  survey.document = owned;
  survey.effective_json = to_json(root);
  survey.name = root.at("name").as_string();
  survey.grid_crs = root.at("grid").at("crs").as_string();
  survey.resolution_m = root.at("grid").at("resolution_m").as_double();
  if (const YamlNode* origin = root.at("grid").find("origin")) {
    const std::vector<double> corner = origin->as_doubles();
    survey.grid_origin = {corner[0], corner[1]};
  }
  if (const YamlNode* scenes = root.find("scenes"))
    for (const YamlNode& entry : scenes->as_list())
      survey.scenes.push_back(scene_request(document, entry, survey.resolution_m));
  survey.context_km = root.at("context_km").as_double();
  for (const SurveyInput& input : survey_inputs())
    if (const YamlNode* given = root.find(input.field.key)) input.take(*given, survey);
  survey.composite = root.at("composite").at("method").as_string();
  survey.season = root.at("composite").at("season").as_string();
  survey.coregistration = root.at("composite").at("coregistration").as_string();
  survey.season_where = document.where(root.at("composite").at("season"));
  if (!parse_season(survey.season))
    problems.push_back({"E2151", "composite.season is '" + printable(survey.season) + "'", survey.season_where,
                        "write two days of the year such as 07-01/09-15, or all, or auto"});
  survey.models = root.at("models").as_strings();
  read_layers(document, survey);
  const YamlNode& targets = root.at("targets");
  survey.targets.top_area_percent = targets.at("top_area_percent").as_double();
  survey.targets.min_families = static_cast<int>(targets.at("min_families").as_int());
  survey.targets.beat_null = targets.at("beat_null").as_double();
  if (const YamlNode* least = targets.find("min_pixels")) survey.targets.min_pixels = static_cast<int>(least->as_int());
  survey.keep_layers = root.at("outputs").at("keep_layers").as_bool();
  survey.keep_reflectance = root.at("outputs").at("keep_reflectance").as_bool();
  survey.qgis = root.at("outputs").at("qgis").as_bool();
  survey.stac = root.at("outputs").at("stac").as_bool();
  survey.report = root.at("outputs").at("report").as_bool();
  survey.sheet = root.at("outputs").at("sheet").as_bool();
  survey.paper = root.at("outputs").at("paper").as_string();
  survey.language = root.at("language").as_string();
  survey.seed = static_cast<std::uint64_t>(root.at("seed").as_int());
  for (const std::string& key : reserved_keys())
    if (root.has(key)) survey.unused.push_back(key);
  permit_what_survey_names(survey);
  check_names(survey, problems);
  return survey;
}

Survey read_survey(const std::string& path, const std::vector<std::string>& assignments) {
  std::vector<Problem> problems;
  Survey survey = read_survey(path, assignments, problems);
  if (!problems.empty()) throw Error(std::move(problems));
  return survey;
}

const YamlNode* value_at(const Survey& survey, std::string_view key) {
  const YamlNode* node = &survey.document->root;
  while (node != nullptr && !key.empty()) {
    const std::size_t end = std::min(key.find_first_of(".["), key.size());
    if (key.front() == '[') {
      const auto number = parse_int64(key.substr(1, key.find(']') - 1));
      const bool there = node->is_list() && number && *number < static_cast<std::int64_t>(node->items.size());
      node = there ? &node->items[static_cast<std::size_t>(*number)] : nullptr;
      key.remove_prefix(std::min(key.find(']') + 1, key.size()));
    } else {
      node = node->find(key.substr(0, end));
      key.remove_prefix(end);
    }
    if (key.starts_with('.')) key.remove_prefix(1);
  }
  return node;
}

std::string effective_text(const std::string& path, const std::vector<std::string>& assignments) {
  YamlDocument document = document_of(path, assignments);
  check(document, survey_schema());
  fill_defaults(document.root, survey_schema());
  std::string text;
  describe(document.root, "", text);
  return text;
}

geo::VectorFile file_in(const Survey& survey, geo::VectorFile file) {
  if (!file.empty()) file.path = path_in(survey, file.path);
  return file;
}

std::string path_in(const Survey& survey, const std::string& path) {
  const bool absolute = std::filesystem::path(path).is_absolute() || path.starts_with("/vsi");
  return absolute ? path : (std::filesystem::path(survey.folder) / path).string();
}

}  // namespace greisen
