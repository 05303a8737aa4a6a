// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace greisen::sample {

struct TruthPoint {
  int nm;
  double reflectance;  ///< 0-1
};

/// A spectrum that the sample country is made of: another sample of its mineral or plant than the catalogue's, so that
/// a model does not search with the very numbers it is tested on.
struct TruthSpectrum {
  std::string_view id;
  std::string_view sample;             ///< title in the library, with the spectrometer
  std::span<const TruthPoint> points;  ///< linear between them, to 0.006 of reflectance
};

/// USGS Spectral Library Version 7 (Kokaly et al. 2017, USGS Data Series 1035), s07_AV95, public domain; thinned.
std::span<const TruthSpectrum> truth_spectra();

}  // namespace greisen::sample
