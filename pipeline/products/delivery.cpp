// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/delivery.hpp"

#include "geo/read/band_rows.hpp"
#include "pipeline/graph/run_files.hpp"

namespace greisen {

Delivery::Delivery(const LoadedSurvey& survey, const EngineResult& result, RunState& run_state, Session& of_run,
                   const std::map<std::string, std::string>& file_keys)
    : loaded(survey), engine(result), state(run_state), session(of_run), keys(file_keys) {}

const std::vector<MeasuredLayer>& Delivery::layers() {
  if (!layers_) layers_ = measured_layers(loaded, folder(), session.globals.threads);
  return *layers_;
}

const outputs::Counts& Delivery::counts(const std::string& raster) {
  for (const MeasuredLayer& one : layers())
    if (one.layer.file == raster && one.layer.style.render == Render::classes) return one.counts;
  const auto found = counts_.find(raster);
  if (found != counts_.end()) return found->second;
  return counts_[raster] = geo::value_counts(folder() + "/" + raster);
}

const JudgedGround& Delivery::judged() {
  if (judged_) return *judged_;
  judged_ = judged_ground(counts(kReasonsFile));
  if (loaded.graph.models.empty()) return *judged_;
  judged_->judged = 0;
  for (const auto& [value, pixels] : counts(classes_file(loaded.graph.models.front().model->id)))
    if (value > 0) judged_->judged += static_cast<double>(pixels);
  return *judged_;
}

const DeliveredTargets& Delivery::targets() {
  if (!targets_) targets_ = delivered_targets(folder(), loaded.graph.area.crs);
  return *targets_;
}

}  // namespace greisen
