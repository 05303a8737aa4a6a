// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "step/step.hpp"

namespace greisen::terrain {

/// What a bank of 36 oriented kernels looks for.
struct BankSettings {
  int derivative = 2;  ///< across the line: 2 troughs, 3 steps
  double sigma_px = 1.5;
  double length_px = 41;
  double short_px = 15;  ///< of the kernel that trims ends
  double low = 3.5;      ///< all in units of an azimuth's own 1.4826 · MAD
  double trim = 2.5;
};

/// A pixel whose response is the greatest across its azimuth.
struct LinePeak {
  std::int32_t row = 0;
  std::int32_t col = 0;
  float response = 0;
  std::uint8_t azimuth = 0;
};

/// Peaks of at least `low`, by rows, then columns, where a short kernel of the same azimuth gives `trim` too. The
/// ground is transformed in blocks at fixed places of the grid, so that no tile or thread shows; each azimuth is
/// measured by its own median absolute response, counted exactly over blocks of which up to some 16 are taken, evenly.
/// Beyond the grid's edge heights go on as they came (point-symmetric); small gaps are filled along
/// rows, and where more than a tenth of the ground around is missing there is no response. `best` gets the greatest
/// response of each block's pixels, one block at a time. Empty when told to stop. Memory: a block of 512 × 512 pixels a
/// thread, some 12 MB, and 16 bytes a peak.
std::vector<LinePeak> line_peaks(const WholeIo& io, const BankSettings& settings,
                                 const std::function<void(const Window&, ConstTileView)>& best);

}  // namespace greisen::terrain
