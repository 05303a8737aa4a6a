// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey_checks.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "base/text.hpp"
#include "catalogue/formula.hpp"
#include "geo/area.hpp"
#include "geo/band_source.hpp"
#include "geo/distance.hpp"
#include "geo/features.hpp"
#include "geo/near_path.hpp"
#include "geo/vsi.hpp"
#include "pipeline/target_context.hpp"
#include "scene/scene.hpp"

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

}  // namespace

void check_names(const Survey& survey, const Catalogue& catalogue, SurveyProblems& problems) {
  check_presence(survey, problems);
  for (std::size_t i = 0; i < survey.models.size(); ++i)
    problems.gather(item("models", i), [&] { static_cast<void>(catalogue.find_model(survey.models[i])); });
  for (std::size_t i = 0; i < survey.layers.size(); ++i)
    problems.gather(item("layers", i), [&] {
      const LayerRequest& layer = survey.layers[i];
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
  for (std::size_t i = 0; i < survey.scenes.size(); ++i)
    problems.gather(item("scenes", i), [&] { find_scenes(survey.scenes[i], survey.folder, catalogue, log); });
}

void check_files(const Survey& survey, const Grid& grid, SurveyProblems& problems) {
  const geo::Crs crs = geo::parse_crs(grid.crs);
  if (!survey.occurrences.empty() && !problems.failed("occurrences"))
    problems.gather("occurrences", [&] { read_known(survey, crs); });
  for (std::size_t i = 0; i < survey.exclude.size(); ++i)
    if (const std::string key = item("exclude", i); !problems.failed(key))
      problems.gather(key, [&] { read_land_use(survey, survey.exclude[i], crs); });
  if (!survey.dem.empty() && !problems.failed("dem"))
    problems.gather("dem", [&] { geo::file_info(path_in(survey, survey.dem)); });
  if (survey.geology.path.empty() || problems.failed("geology")) return;
  problems.gather("geology", [&] { geo::read_legend(path_in(survey, survey.geology.legend)); });
  problems.gather("geology", [&] {
    const geo::Bounds all{grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)),
                          grid.x_of(static_cast<double>(grid.cols)), grid.y_of(0)};
    geo::read_features({path_in(survey, survey.geology.path), survey.geology.layer, survey.geology.field,
                        geo::ShapeType::multi_polygon, all},
                       crs);
  });
}

}  // namespace greisen
