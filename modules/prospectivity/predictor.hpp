// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "step/step.hpp"

namespace greisen::prospectivity {

/// How memberships become a score: one step, whose first output is the score, 0-1, and whose second, where it is told
/// `uncertainty`, is how far that may be off. The map, its null, its ranks and its uncertainty are all made by it.
struct Predictor {
  Step step;
  std::map<std::string, Value, std::less<>> arguments;

  /// The same with the second output.
  [[nodiscard]] std::map<std::string, Value, std::less<>> with_uncertainty() const;
};

/// Layers of memberships, in the model's order, to one of the score. Pure, for any thread.
using TileScore = std::function<void(ConstTileView memberships, TileView score)>;
TileScore score_of(const Predictor& predictor, std::size_t memberships, const Model& learnt = {});

}  // namespace greisen::prospectivity
