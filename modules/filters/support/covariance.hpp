// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "raster/tile.hpp"
#include "step/step.hpp"

namespace greisen::filters {

/// Means and co-moments of b bands over the pixels where all of them are valid, in the list of numbers of a Partial:
/// pixels, b means, the upper triangle of the co-moments by rows (b (b + 1) / 2).
class Covariance {
 public:
  [[nodiscard]] static std::size_t sums(std::size_t bands) { return 1 + bands + bands * (bands + 1) / 2; }
  /// Adds the pixels of a cell: mean first, then deviations from it, in runs of 512 pixels joined by Chan's formula.
  static void add(const ConstTileView& cell, std::span<double> into);
  /// Chan, Golub and LeVeque 1983: M = Ma + Mb + δδᵀ na nb / (na + nb).
  static void join(std::span<double> into, std::span<const double> other);

  explicit Covariance(std::span<const double> sums, std::size_t bands);
  [[nodiscard]] double pixels() const { return pixels_; }
  [[nodiscard]] const std::vector<double>& mean() const { return mean_; }
  [[nodiscard]] std::vector<double> deviation() const;                         ///< with n - 1
  [[nodiscard]] const std::vector<double>& matrix() const { return matrix_; }  ///< b × b by rows, with n - 1
  [[nodiscard]] std::vector<double> correlation() const;                       ///< b × b by rows

 private:
  double pixels_ = 0;
  std::vector<double> mean_;
  std::vector<double> matrix_;
};

/// A learner of one round over the covariance of `bands` layers; `finish` makes the model of it.
[[nodiscard]] Learner covariance_learner(std::size_t bands, std::function<Model(const Covariance&)> finish);

}  // namespace greisen::filters
