// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace greisen::geo {

/// Stored values (DN) of a band, thinned to at most max_side × max_side by nearest pixel or from an overview the file
/// has; the file's own nodata left out. For rasters that a run has written, whose overviews leave out what is missing:
/// other people's blend it with what is measured, and inputs are looked at through sample_dn (geo/pixel_sample.hpp).
std::vector<float> decimated_dn(const std::string& path, int band, int max_side);

/// The same, each where it lies: row after row, the file's nodata as NaN.
struct ThinnedBand {
  int cols = 0;
  int rows = 0;
  std::vector<float> values;
};
ThinnedBand thinned_dn(const std::string& path, int band, int max_side);

}  // namespace greisen::geo
