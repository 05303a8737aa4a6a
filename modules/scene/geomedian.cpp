// SPDX-License-Identifier: Apache-2.0
#include "scene/geomedian.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace greisen::scene {
namespace {

constexpr double kStep = 1e-6;
constexpr double kCoincident = 1e-9;
constexpr int kMostSteps = 200;

double distance(std::span<const float> spectrum, std::span<const double> point) {
  double sum = 0;
  for (std::size_t b = 0; b < point.size(); ++b) {
    const double d = static_cast<double>(spectrum[b]) - point[b];
    sum += d * d;
  }
  return std::sqrt(sum);
}

}  // namespace

void GeometricMedian::operator()(std::span<const float> spectra, std::span<const double> weights,
                                 std::span<double> median) {
  const std::size_t bands = median.size();
  const auto spectrum = [&](std::size_t i) { return spectra.subspan(i * bands, bands); };
  double total = 0;
  std::ranges::fill(median, 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    total += weights[i];
    for (std::size_t b = 0; b < bands; ++b) median[b] += weights[i] * static_cast<double>(spectrum(i)[b]);
  }
  for (double& value : median) value /= total;
  if (weights.size() < 3) {
    // the weighted mean is one of the minimising points of two equal weights; of unequal ones the heavier spectrum is
    // it
    if (weights.size() == 2 && weights[0] != weights[1])
      std::ranges::copy(spectrum(weights[0] > weights[1] ? 0 : 1), median.begin());
    return;
  }
  next_.resize(bands);
  for (int step = 0; step < kMostSteps; ++step)
    if (!advance(spectra, weights, median)) return;
}

/// One step of Weiszfeld, shortened after Vardi & Zhang where the point lies on spectra; false where it is there.
bool GeometricMedian::advance(std::span<const float> spectra, std::span<const double> weights,
                              std::span<double> median) {
  const std::size_t bands = median.size();
  std::ranges::fill(next_, 0.0);
  double inverse = 0;     // of weight by distance, of the spectra the point is not on
  double coincident = 0;  // weight of the spectra it is on
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::span<const float> spectrum = spectra.subspan(i * bands, bands);
    const double d = distance(spectrum, median);
    if (d < kCoincident) {
      coincident += weights[i];
      continue;
    }
    const double w = weights[i] / d;
    inverse += w;
    for (std::size_t b = 0; b < bands; ++b) next_[b] += w * static_cast<double>(spectrum[b]);
  }
  if (inverse == 0) return false;
  double pull = 0;  // length of the sum of unit vectors towards the others, R of Vardi & Zhang
  for (std::size_t b = 0; b < bands; ++b) {
    next_[b] /= inverse;
    pull += (next_[b] - median[b]) * (next_[b] - median[b]);
  }
  pull = std::sqrt(pull) * inverse;
  if (coincident > 0 && pull <= coincident) return false;  // the spectrum itself is the median
  const double stay = coincident > 0 ? coincident / pull : 0;
  double moved = 0;
  for (std::size_t b = 0; b < bands; ++b) {
    const double to = (1 - stay) * next_[b] + stay * median[b];
    moved += (to - median[b]) * (to - median[b]);
    median[b] = to;
  }
  return moved >= kStep * kStep;
}

double median_distance(std::span<const float> spectra, std::span<const double> point, std::vector<double>& distances) {
  distances.clear();
  for (std::size_t i = 0; i + point.size() <= spectra.size(); i += point.size())
    distances.push_back(distance(spectra.subspan(i, point.size()), point));
  if (distances.empty()) return 0;
  const auto half = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), half, distances.end());
  if (distances.size() % 2 == 1) return *half;
  return (*std::max_element(distances.begin(), half) + *half) / 2;
}

}  // namespace greisen::scene
