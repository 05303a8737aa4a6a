// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "prospectivity/predictor.hpp"
#include "step/step.hpp"

namespace greisen::prospectivity {

/// Memberships to one score: those of a family are combined, then the families (An et al. 1991; Bonham-Carter 1994;
/// weights as in evidence/weighted_gamma).
struct FuzzyModel {
  struct Family {
    std::string id;
    std::string combine;  ///< "or", "min" or "weighted_gamma"
    double gamma = 0.9;   ///< within the family
    double weight = 1;    ///< among the families
  };
  std::vector<Family> families;
  std::vector<std::string> family;  ///< of each membership
  std::vector<double> weights;      ///< of each membership, within its family
  double gamma = 0.9;               ///< across the families that have memberships

  /// The same without one membership.
  [[nodiscard]] FuzzyModel without(std::size_t membership) const;
};

/// Missing where the combining of a family is.
TileScore score_of(const FuzzyModel& model);

/// These layers of a tile, side by side.
Tile layers_of(ConstTileView from, const std::vector<int>& layers);

/// The parameters by which a step is told such a model.
std::vector<Param> fuzzy_params();
std::map<std::string, Value, std::less<>> fuzzy_arguments(const FuzzyModel& model);
/// E2411 where they contradict each other or the number of memberships.
FuzzyModel fuzzy_model_in(const Request& request, std::string_view step, std::size_t memberships);

}  // namespace greisen::prospectivity
