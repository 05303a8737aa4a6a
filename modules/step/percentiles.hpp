// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "step/step.hpp"

namespace greisen {

/// Most percents one learner takes: its second fold counts 65536 bins for each of the two neighbouring ranks of each.
inline constexpr std::size_t kMostPercents = 16;

/// Exact percentiles of each input layer for itself, over its own valid pixels, in two folds: a histogram of the high
/// 16 bits of the order-preserving float bits, then one of the low 16 bits inside the bins that hold the wanted ranks.
/// Defined as numpy's 'linear': between the two neighbouring order statistics of rank (n - 1) * percent / 100.
/// Counts only (`exact`), so no order of merging shows. Model: `percents`, `percentiles` [layer][percent], `pixels`
/// [layer]; of a layer without a valid pixel the percentiles are NaN.
[[nodiscard]] Learner percentile_learner(int layers, std::vector<double> percents);
inline constexpr int kPercentileFolds = 2;

/// At most: 8 bytes * 65536 * layers * 2 * percents.
[[nodiscard]] std::size_t percentile_partial_bytes(int layers, std::size_t percents);

/// Percentile number `which` (in the order given to the learner) of a layer.
[[nodiscard]] double percentile(const Model& model, int layer, std::size_t which);

/// The stretch of one layer: its low percentile becomes 0, its high one 1.
struct Stretch {
  double low = 0;
  double high = 1;
  /// A layer that does not vary (or has no pixel) has no stretch: all of it is missing.
  [[nodiscard]] bool flat() const { return !(high > low); }
  /// Below 0 and above 1 for what lies beyond the percentiles, which keeps its order.
  [[nodiscard]] double open(double x) const { return (x - low) / (high - low); }
  /// Held within 0–1.
  [[nodiscard]] double operator()(double x) const {
    const double u = open(x);
    return u <= 0 ? 0 : (u > 1 ? 1 : u);  // NaN stays NaN
  }
};

}  // namespace greisen
