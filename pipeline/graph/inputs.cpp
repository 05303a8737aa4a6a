// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/inputs.hpp"

#include <algorithm>
#include <iterator>

#include "catalogue/additions.hpp"
#include "pipeline/survey/inputs/inputs.hpp"

namespace greisen {

std::vector<Input> inputs_of(const Survey& survey, const std::vector<SensorUse>& sensors) {
  std::vector<Input> inputs;
  for (const SensorUse& use : sensors)
    for (const scene::Scene& scene : use.scenes) add_inputs(scene, use.bands, inputs);
  for (const SurveyInput& kind : survey_inputs()) std::ranges::move(kind.files(survey), std::back_inserter(inputs));
  for (const CatalogueFile& file : catalogue_additions(survey.folder))
    inputs.push_back({file.path, geo::InputKind::plain});
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
