// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace greisen::scene {

/// The point with the least weighted sum of Euclidean distances to the spectra: their weighted geometric median
/// (Roberts, Mueller & McIntyre 2017; Weiszfeld's iteration with the step of Vardi & Zhang 2000 where it meets a
/// spectrum). `spectra`: [observation][band], no missing values; `weights`: one each, > 0. The result goes to `median`
/// (one value a band). Stops when a step is shorter than 1e-6 (in the unit of the spectra) or after 200 steps. Of one
/// spectrum it is that spectrum, of two of equal weight their mean.
class GeometricMedian {
 public:
  void operator()(std::span<const float> spectra, std::span<const double> weights, std::span<double> median);

 private:
  bool advance(std::span<const float> spectra, std::span<const double> weights, std::span<double> median);
  std::vector<double> next_;
};

/// Median distance of the spectra from a point: EMAD of Roberts, Dunn & Mueller 2018. `distances` is working room.
double median_distance(std::span<const float> spectra, std::span<const double> point, std::vector<double>& distances);

}  // namespace greisen::scene
