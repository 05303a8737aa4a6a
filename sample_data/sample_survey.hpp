// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/log.hpp"

namespace greisen {

/// Which country is made up.
struct SampleCountry {
  std::uint64_t district = 0;  ///< 0: the demo with its sixteen dykes; else a district of that seed with sixty
  bool barren = false;         ///< without any dyke or body
  int size_km = 6;             ///< of a district's side, 3 to 30
  int dates = 1;               ///< of Sentinel-2, up to four; every other in the neighbouring zone
  double cover = 0.12;         ///< mean share of the ground under leaves, about
  double contrast = 1;         ///< of what is planted, 0 to 1; 0: it is there and shows nothing
};

/// Writes a synthetic survey: survey.yaml, aoi.gpkg, scenes/ with a Sentinel-2 L2A product in its real layout (JPEG
/// 2000, metadata, scene classification), and truth.geojson, the dykes that were planted. The same bytes every time.
/// Everything in it is made up but the spectra that it is mixed from. Throws E70xx.
void write_sample_survey(const std::string& folder, Log& log, const SampleCountry& country = {});

}  // namespace greisen
