// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "targets/extract.hpp"

namespace greisen::targets {

struct NullRequest {
  ExtractRequest extract;  ///< grid, evidence, reasons and min_pixels are used
  double top_area_percent = 1;
  double quantile = 0.95;  ///< of the maxima
  std::uint64_t seed = 42;
  int threads = 1;
  /// The model's score of memberships, layers as in `extract.evidence_names`; called from several threads at once.
  std::function<void(ConstTileView evidence, TileView score)> combine;
};

/// What the best target scores where the evidence has its texture, its correlations and nothing in it.
struct NullScore {
  static constexpr int kSurrogates = 24;
  static constexpr int kMostWindows = 4;
  static constexpr int kSide = 512;  ///< of a window, pixels; smaller areas are looked at in windows of 256, 128 or 64
  double score = 0;                  ///< a target has to exceed it; NaN where too little ground is judged to tell
  std::vector<double> maxima;        ///< of the surrogates, rising
};

/// Phase-randomised surrogates (Theiler et al. 1992): each evidence but what was mapped, which stays as it is, is
/// brought back from membership to what it was measured on (the fifth root of the odds undoes the memberships `large`
/// and `small`), keeps its spectrum and gets new phases, the same for all evidence so that it stays correlated as it
/// is. Of each surrogate the best cluster above its own top_area_percent counts. Windows hold less ground than the
/// area; the quantile is raised accordingly: q ^ (ground in the window / ground in all). The same for any number of
/// threads.
NullScore null_score(const NullRequest& request);

}  // namespace greisen::targets
