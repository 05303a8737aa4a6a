// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/session.hpp"
#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/products/targets/delivered_targets.hpp"
#include "pipeline/products/targets/judged_ground.hpp"
#include "pipeline/products/targets/outcomes.hpp"

namespace greisen {

/// What the products of one run are written from, and what several of them ask for: found out when it is first asked
/// for, from files that stand by then, and once.
class Delivery {
 public:
  Delivery(const LoadedSurvey& survey, const EngineResult& result, RunState& run_state, Session& of_run,
           const std::map<std::string, std::string>& file_keys);

  const LoadedSurvey& loaded;
  const EngineResult& engine;
  RunState& state;
  Session& session;
  const std::map<std::string, std::string>& keys;  ///< path → key, of everything the run delivers
  std::vector<ModelOutcome> outcomes;

  [[nodiscard]] const std::string& folder() const { return state.folder(); }
  /// All layers of the map with what their files tell, top first.
  const std::vector<MeasuredLayer>& layers();
  /// How often each value of a raster of classes or reasons occurs.
  const outputs::Counts& counts(const std::string& raster);
  /// What the first model judged; without a model, a sensor.
  const JudgedGround& judged();
  /// As the targets' files have them; none where the run has none.
  const DeliveredTargets& targets();

 private:
  std::optional<std::vector<MeasuredLayer>> layers_;
  std::map<std::string, outputs::Counts> counts_;
  std::optional<JudgedGround> judged_;
  std::optional<DeliveredTargets> targets_;
};

}  // namespace greisen
