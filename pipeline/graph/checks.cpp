// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/checks.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "base/text.hpp"
#include "catalogue/formula/formula.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/near_path.hpp"
#include "scene/scene.hpp"
#include "scene/scene_limits.hpp"

namespace greisen {
namespace {

std::string item(const char* key, std::size_t number) { return key + ("[" + std::to_string(number) + "]"); }

/// What GDAL opens that is no file of this machine: "/vsizip/…", "PG:…", "https://…".
bool is_elsewhere(const std::string& path) {
  const std::size_t colon = path.find(':');
  const bool scheme =
      colon != std::string::npos && colon > 1 && std::ranges::all_of(path.substr(0, colon), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '+' || c == '.' || c == '-' || c == '_';
      });
  return path.starts_with("/vsi") || (scheme && !lower(path).starts_with("file:"));
}

/// The file inside an archive is the archive's to tell of.
bool lies_in_archive(const Survey& survey, const std::string& path) {
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
    if (geo::is_file(geo::resolve(survey.folder, path.substr(0, end)))) return true;
  return false;
}

void check_presence(const Survey& survey, SurveyProblems& problems) {
  for (const FileKey& file : file_keys(survey.document->root, survey_schema())) {
    const std::string& path = file.value->as_string();
    if (file.key.starts_with("scenes[") || is_elsewhere(path) || lies_in_archive(survey, path)) continue;
    if (!geo::glob(geo::resolve(survey.folder, path)).empty()) continue;
    problems.add(file.key,
                 {"E3001",
                  (geo::has_wildcard(path) ? "no file matches '" : "there is no file '") + printable(path, 500) + "'",
                  {},
                  geo::missing_path_fix(survey.folder, path)});
  }
}

/// A layer of the survey would take the file, and in models the place, of one that the program makes.
void refuse_taken_name(const LayerRequest& layer, const Catalogue& catalogue) {
  const std::string name = lower(layer.name);
  const bool index = std::ranges::any_of(catalogue.indices, [&](const auto& one) { return lower(one.id) == name; });
  const bool own = name == "scene" || name == "reflectance" || name == "temporal_spread";
  if (!own && !(index && !layer.formula.empty())) return;
  throw Error({"E2109",
               "the layer name '" + layer.name + "' is " +
                   (index ? "that of an index of the catalogue" : "one that the program uses itself"),
               layer.where,
               index ? "give the formula another name, or ask for the index by its name alone"
                     : "give the layer another name"});
}

}  // namespace

void check_names(const Survey& survey, const Catalogue& catalogue, SurveyProblems& problems) {
  check_presence(survey, problems);
  for (const std::string& model : survey.models)
    problems.gather(key_of_item(survey, "models", model), [&] { static_cast<void>(catalogue.find_model(model)); });
  for (std::size_t i = 0; i < survey.layers.size(); ++i)
    problems.gather(item("layers", i), [&] {
      const LayerRequest& layer = survey.layers[i];
      refuse_taken_name(layer, catalogue);
      if (layer.formula.empty())
        static_cast<void>(catalogue.find_index(layer.name));
      else
        static_cast<void>(Formula::parse(layer.formula, layer.where));
    });
  for (std::size_t i = 0; i < survey.scenes.size(); ++i)
    if (!survey.scenes[i].sensor.empty())
      problems.gather(item("scenes", i), [&] { static_cast<void>(catalogue.find_sensor(survey.scenes[i].sensor)); });
}

void check_scenes(const Survey& survey, const Catalogue& catalogue, Log& log, SurveyProblems& problems) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < survey.scenes.size() && count <= scene::kMostScenes; ++i)
    problems.gather(item("scenes", i), [&] {
      count += find_scenes(survey.scenes[i], survey.folder, catalogue, log).size();
      scene::check_scene_count(count, survey.scenes[i].path);
    });
}

}  // namespace greisen
