// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "assess/capture.hpp"
#include "catalogue/deposit_model.hpp"
#include "geo/vectors/occurrences.hpp"
#include "raster/grid.hpp"

namespace greisen::assess {

/// Those that lie on the grid, whose CRS they are in.
std::vector<geo::Occurrence> occurrences_on(const Grid& grid, std::span<const geo::Occurrence> known);

/// Is the occurrence of what the model looks for? Whole words of any case, with accents or without.
bool is_of_model(const geo::Occurrence& known, const DepositModel& model);

/// Occurrences as pixels of a grid.
struct KnownOccurrences {
  static constexpr double kWorstAccuracyM = 1000;  ///< those known no better say nothing of pixels and are left out
  static constexpr int kMostReach = 100;

  std::vector<OccurrencePixel> pixels;
  int reach = 0;       ///< pixels on every side: the median of the accuracies told, at most kMostReach
  double reach_m = 0;  ///< that in metres
};

/// `on_grid`: of occurrences_on(). `model`: only those of its commodity; all where none tells one, or without a model.
KnownOccurrences known_occurrences(std::vector<geo::Occurrence> on_grid, const Grid& grid, double metres_per_unit,
                                   const DepositModel* model);

}  // namespace greisen::assess
