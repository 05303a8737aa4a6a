// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/inputs.hpp"

#include "catalogue/additions.hpp"
#include "pipeline/survey/inputs/dem.hpp"

namespace greisen {

using geo::InputKind;

std::vector<Input> inputs_of(const Survey& survey, const std::vector<SensorUse>& sensors) {
  std::vector<Input> inputs;
  for (const SensorUse& use : sensors)
    for (const scene::Scene& scene : use.scenes) add_inputs(scene, use.bands, inputs);
  const auto add = [&](const std::string& path, InputKind kind) {
    if (!path.empty()) inputs.push_back({path_in(survey, path), kind});
  };
  for (const std::string& tile : dem_files(survey)) inputs.push_back({tile, InputKind::raster});
  for (const geo::VectorFile* file : {&survey.aoi, &survey.faults, &survey.contacts, &survey.geology.file,
                                      &survey.geology.legend, &survey.mask.urban, &survey.occurrences})
    add(file->path, InputKind::vectors);
  for (const geo::VectorFile& file : survey.mask.areas) add(file.path, InputKind::vectors);
  for (const LandUse& land : survey.exclude) add(land.file.path, InputKind::vectors);
  for (const CatalogueFile& file : catalogue_additions(survey.folder)) inputs.push_back({file.path, InputKind::plain});
  return inputs;
}

std::string content_of_models(const Survey& survey, const SurveyGraph& graph) {
  std::string key;
  for (const ModelUse& use : graph.models)
    key += "\n" + use.model->id + content_of_entry(survey, "models", use.model->id, *graph.inputs);
  for (const LookalikeUse& use : graph.lookalikes)
    key += "\n" + content_of_entry(survey, "lookalikes", use.lookalike->id, *graph.inputs);
  return key + "\n";
}

}  // namespace greisen
