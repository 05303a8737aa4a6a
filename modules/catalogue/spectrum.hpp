// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "catalogue/sensor.hpp"

namespace greisen {

/// A reference reflectance spectrum; wavelengths rise strictly.
struct Spectrum {
  std::string id;
  std::string name;
  std::vector<double> nm;
  std::vector<double> reflectance;  ///< 0-1
  std::string sample;               ///< of the library, such as "Albite HS143.3B"
  std::string source;
  std::string caveats;
  std::vector<std::pair<std::string, double>> parts;  ///< of a mixture: spectrum id and areal fraction; sums to 1
  Where where;
};

/// Share of a band's response that must lie where the spectrum has values.
inline constexpr double kLeastResponseShare = 0.8;

/// The reflectance the band would see: Gaussian response, sigma = FWHM / 2.354820; the spectrum is taken as linear
/// between its points; gaps wider than 40 nm and 8 times the usual spacing are no values. Missing (NaN) where less
/// than kLeastResponseShare of the response lies inside.
double resample(const Spectrum& spectrum, const Band& band);
/// One value a band; thermal bands are missing.
std::vector<double> resample(const Spectrum& spectrum, const Sensor& sensor);

/// Linear areal mixture on those wavelengths of the first part that all parts have; E2205 where they share fewer
/// than 2.
Spectrum mix(std::span<const Spectrum* const> parts, std::span<const double> fractions);

}  // namespace greisen
