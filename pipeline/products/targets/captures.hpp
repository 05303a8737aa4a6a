// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assess/capture.hpp"
#include "assess/known_occurrences.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/targets/delivered_targets.hpp"

namespace greisen {

/// The survey's occurrences on its grid, in the grid's CRS; none where it names no file.
std::vector<geo::Occurrence> occurrences_on_grid(const LoadedSurvey& loaded);

/// How targets hold known occurrences: those within reach of a target, and the share of the ground that is.
struct TargetCapture {
  assess::KnownOccurrences known;
  double held = 0;   ///< occurrences
  double all = 0;    ///< occurrences on the ground
  double share = 0;  ///< 0–1 of the ground: what as much ground taken at random would hold
};
/// Of all targets, on the whole area. None where no occurrence is known in it.
std::optional<TargetCapture> target_capture(const LoadedSurvey& loaded, const std::string& folder,
                                            const TargetGrounds& targets);

/// How many known occurrences of a model's commodity lie in each class of its map, classes_<model>.tif: each in the
/// best class within reach.
struct ClassCapture {
  std::map<int, int> held;  ///< by class
  int all = 0;              ///< on ground that the model judged; 0 where nothing is known

  [[nodiscard]] int held_in(int value) const {
    const auto found = held.find(value);
    return found == held.end() ? 0 : found->second;
  }
};
ClassCapture class_capture(const LoadedSurvey& loaded, const std::string& folder, const DepositModel& model);

/// How a model's map, its targets, and each of its layers alone hold the known occurrences of its commodity, on the
/// ground it judged. Models know nothing of occurrences, so that all ground is held out.
struct LayerCapture {
  std::string evidence;
  assess::CaptureCurve curve;
};
struct ModelCapture {
  const DepositModel* model = nullptr;
  TargetCapture targets;
  assess::CaptureCurve map;
  std::vector<LayerCapture> layers;  ///< those whose rasters are there, in the model's order

  /// The layer that holds most on as much ground as the targets take (1 % where there is none); of those alike the one
  /// with more area under its curve. Null where there is no layer.
  [[nodiscard]] const LayerCapture* best_layer() const;
};

/// Of the models of a finished run in `folder` that have known occurrences on ground they judged.
std::vector<ModelCapture> model_captures(const LoadedSurvey& loaded, const std::string& folder,
                                         const TargetGrounds& targets);

}  // namespace greisen
