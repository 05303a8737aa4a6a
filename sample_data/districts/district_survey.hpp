// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "sample_data/districts/variety.hpp"

namespace greisen::sample {

inline constexpr int kDistrictKm = 7;

struct District {
  std::uint64_t seed = 1;
  bool barren = false;  ///< nothing planted, all else the same
  double contrast = 1;  ///< of what is planted
};

/// Writes a district of a variety below `folder`: survey.yaml, its scenes, heights, geological map and faults as were
/// drawn, truth.geojson (dykes and aplites), truth_tungsten.geojson (greisen, skarn), clutter.geojson (all else that
/// lies there, by kind) and truth.json (what was drawn, and what bare dyke, greisen and skarn reflect). The same bytes
/// every time. Throws E70xx.
void write_district(const std::string& folder, const Variety& variety, const District& district);

}  // namespace greisen::sample
