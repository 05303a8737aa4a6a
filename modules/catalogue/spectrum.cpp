// SPDX-License-Identifier: Apache-2.0
#include "catalogue/spectrum.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace greisen {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
constexpr double kFwhmPerSigma = 2.354820;
/// The response is summed to this many sigma on either side, at this many points a sigma: error < 1e-6 of the value.
constexpr double kReachSigma = 4;
constexpr int kPointsPerSigma = 64;
/// A hole in the spectrum is no ground to interpolate over: wider than both.
constexpr double kGapNm = 40;
constexpr double kGapSpacings = 8;

double usual_spacing(const Spectrum& spectrum) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < spectrum.nm.size(); ++i) steps.push_back(spectrum.nm[i] - spectrum.nm[i - 1]);
  if (steps.empty()) return 0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

/// Linear between points; missing outside and in gaps.
double at(const Spectrum& spectrum, double nm, double spacing) {
  const auto above = std::lower_bound(spectrum.nm.begin(), spectrum.nm.end(), nm);
  if (above == spectrum.nm.end()) return kNoValue;
  const auto i = static_cast<std::size_t>(above - spectrum.nm.begin());
  if (*above == nm) return spectrum.reflectance[i];
  if (i == 0) return kNoValue;
  const double step = spectrum.nm[i] - spectrum.nm[i - 1];
  if (step > kGapNm && step > kGapSpacings * spacing) return kNoValue;
  const double share = (nm - spectrum.nm[i - 1]) / step;
  return spectrum.reflectance[i - 1] + share * (spectrum.reflectance[i] - spectrum.reflectance[i - 1]);
}

}  // namespace

double resample(const Spectrum& spectrum, const Band& band) {
  if (band.thermal || spectrum.nm.empty()) return kNoValue;
  const double spacing = usual_spacing(spectrum);
  const double sigma = band.width_nm / kFwhmPerSigma;
  if (!(sigma > 0)) return at(spectrum, band.centre_nm, spacing);
  const int points = static_cast<int>(kReachSigma) * kPointsPerSigma;
  double all = 0;
  double inside = 0;
  double sum = 0;
  for (int k = -points; k <= points; ++k) {
    const double t = static_cast<double>(k) / kPointsPerSigma;
    const double weight = std::exp(-0.5 * t * t);
    const double value = at(spectrum, band.centre_nm + t * sigma, spacing);
    all += weight;
    if (std::isnan(value)) continue;
    inside += weight;
    sum += weight * value;
  }
  return inside >= kLeastResponseShare * all ? sum / inside : kNoValue;
}

std::vector<double> resample(const Spectrum& spectrum, const Sensor& sensor) {
  std::vector<double> values;
  for (const Band& band : sensor.bands) values.push_back(resample(spectrum, band));
  return values;
}

Spectrum mix(std::span<const Spectrum* const> parts, std::span<const double> fractions) {
  assert(!parts.empty() && parts.size() == fractions.size());
  Spectrum mixture;
  for (const double nm : parts.front()->nm) {
    double sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) sum += fractions[i] * at(*parts[i], nm, usual_spacing(*parts[i]));
    if (std::isnan(sum)) continue;
    mixture.nm.push_back(nm);
    mixture.reflectance.push_back(sum);
  }
  if (mixture.nm.size() < 2) {
    throw Error(Problem{"E2205", "the parts of a mixture have no wavelengths in common", parts.front()->where,
                        "mix spectra of one library"});
  }
  for (std::size_t i = 0; i < parts.size(); ++i) mixture.parts.emplace_back(parts[i]->id, fractions[i]);
  return mixture;
}

}  // namespace greisen
