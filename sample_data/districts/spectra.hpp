// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "sample_data/channels.hpp"
#include "sample_data/truth_spectra.hpp"

namespace greisen::sample {

/// What a drawn district is made of: samples other than those of the demo's country and of the catalogue, whole rocks
/// (phyllites, coated quartzite) and canopies among them.
struct DistrictSpectrum {
  TruthSpectrum spectrum;
  Emissivity emissivity;
};

/// USGS Spectral Library Version 7 (Kokaly et al. 2017, USGS Data Series 1035), s07_AV95, public domain; thinned to
/// 0.012 of reflectance.
std::span<const DistrictSpectrum> district_spectra();

}  // namespace greisen::sample
