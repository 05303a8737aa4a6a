// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/rays.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace greisen::terrain {

std::vector<RaySample> ray(double azimuth_deg, const PixelSize& pixel, double reach_m) {
  std::vector<RaySample> samples;
  if (!(pixel.width_m > 0)) return samples;
  constexpr double kOnPixel = 1e-9;
  const double angle = azimuth_deg * std::numbers::pi / 180;
  const double cols = std::sin(angle) / pixel.width_m;  // per metre
  const double rows = -std::cos(angle) / pixel.height_m;
  const bool by_rows = std::abs(rows) > std::abs(cols);
  const double step_m = 1 / std::max(std::abs(rows), std::abs(cols));
  const int ahead = (by_rows ? rows : cols) < 0 ? -1 : 1;
  const double aside = (by_rows ? cols : rows) * step_m;
  for (int k = 1; k * step_m <= reach_m * (1 + kOnPixel); ++k) {
    const double across = k * aside;
    const double nearest = std::round(across);
    const bool on_pixel = std::abs(across - nearest) < kOnPixel;
    const int first = static_cast<int>(on_pixel ? nearest : std::floor(across));
    const int second = on_pixel ? first : first + 1;
    RaySample sample;
    sample.row_a = by_rows ? k * ahead : first;
    sample.col_a = by_rows ? first : k * ahead;
    sample.row_b = by_rows ? k * ahead : second;
    sample.col_b = by_rows ? second : k * ahead;
    sample.share_b = on_pixel ? 0.0F : static_cast<float>(across - first);
    sample.distance_m = static_cast<float>(k * step_m);
    samples.push_back(sample);
  }
  return samples;
}

void raise_steepest(const float* a, const float* b, const RaySample& sample, std::span<const float> from,
                    std::span<float> steepest) {
  const float share = sample.share_b;
  const float per_m = 1 / sample.distance_m;
  const float* const start = from.data();
  float* const most = steepest.data();
  for (std::size_t i = 0; i < steepest.size(); ++i) {
    const float rise = (a[i] + (b[i] - a[i]) * share - start[i]) * per_m;
    most[i] = rise > most[i] ? rise : most[i];
  }
}

void raise_level(const float* a, const float* b, const RaySample& sample, float fall, std::span<float> level) {
  const float share = sample.share_b;
  float* const most = level.data();
  for (std::size_t i = 0; i < level.size(); ++i) {
    const float height = a[i] + (b[i] - a[i]) * share - fall;
    most[i] = height > most[i] ? height : most[i];
  }
}

}  // namespace greisen::terrain
