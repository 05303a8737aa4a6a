// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "raster/pixel_size.hpp"

namespace greisen::terrain {

/// Where a ray crosses a row or column of pixel centres: between two pixels, given from the pixel it leaves.
struct RaySample {
  int row_a = 0;
  int col_a = 0;
  int row_b = 0;
  int col_b = 0;
  float share_b = 0;  ///< of the height there, the rest is that of a: exact on a plane
  float distance_m = 0;
};

/// Along an azimuth (clockwise from grid north) over pixels of one size, one sample a pixel of the longer way, as far
/// as `reach_m`. Empty for pixels without width.
[[nodiscard]] std::vector<RaySample> ray(double azimuth_deg, const PixelSize& pixel, double reach_m);

// Of a row of pixels at once; what is missing raises nothing.

/// steepest[i] = max(steepest[i], (height at the sample − from[i]) / distance).
void raise_steepest(const float* a, const float* b, const RaySample& sample, std::span<const float> from,
                    std::span<float> steepest);
/// level[i] = max(level[i], height at the sample − fall).
void raise_level(const float* a, const float* b, const RaySample& sample, float fall, std::span<float> level);

}  // namespace greisen::terrain
