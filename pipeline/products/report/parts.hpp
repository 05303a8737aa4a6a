// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "outputs/map_layer.hpp"
#include "outputs/web_map.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/targets/captures.hpp"
#include "pipeline/products/targets/delivered_targets.hpp"
#include "pipeline/products/targets/judged_ground.hpp"
#include "pipeline/products/words.hpp"

namespace greisen {

using Json = nlohmann::ordered_json;

/// What the parts of the report are made from: the survey on its data, and the files of a finished run.
struct ReportSource {
  const LoadedSurvey& loaded;
  std::string folder;  ///< of the run
  Words words;
  outputs::WebFrame frame;
  std::vector<outputs::MapLayer> layers;         ///< measured, top first
  std::optional<TargetCapture> targets_capture;  ///< of known occurrences; none where none is known
  std::vector<ModelCapture> captures;
  const DeliveredTargets& targets;
  const JudgedGround& judged;
  int threads = 1;

  /// Bands of the run's files in the frame.
  [[nodiscard]] outputs::Planes planes(std::vector<outputs::PlaneOf> of) const {
    for (outputs::PlaneOf& one : of) one.path = folder + "/" + one.path;
    return outputs::web_planes(of, frame, threads);
  }
};

// Each gives one member of the page's data (web/src/data.ts), from what stands in the run's folder.

/// `map`: pictures of the rasters, shapes of the inputs and of what was set aside.
Json report_map(const ReportSource& source);
/// `targets`, in the order of targets.geojson.
Json report_targets(const ReportSource& source);
/// `charts`, of the targets as report_targets gives them.
Json report_charts(const ReportSource& source, const Json& targets);
/// `survey`, `statements`, `outcome`, `methods`, `decisions`, `credits`, `caution`, `files`, `record`, as one object.
Json report_texts(const ReportSource& source, const Json& targets);

/// Statement two: what share of the known occurrences the targets hold, and the models' maps beside their best layers.
std::string known_statement(const ReportSource& source, double judged_share);
/// How a model's map captures the known occurrences: success rate, prediction-area; none where few are known.
std::vector<Json> known_charts(const ReportSource& source, const DepositModel& model);

/// Is any of the ground made up (scene::Scene::synthetic)?
bool is_synthetic(const LoadedSurvey& loaded);
/// Statement one: what the map is and is not, and first of all that the ground is made up, where it is.
std::string map_statement(const LoadedSurvey& loaded, const Words& words);

/// What must be said of the data that the survey used; made-up scenes are no agency's.
std::set<std::string> data_credits(const LoadedSurvey& loaded, const Words& words);

/// Evidence title for people: its id with blanks.
std::string readable(std::string id);

}  // namespace greisen
