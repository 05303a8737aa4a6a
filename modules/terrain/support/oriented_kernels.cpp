// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/oriented_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace greisen::terrain {
namespace {

double radians(int azimuth) { return azimuth * std::numbers::pi / kAzimuths; }

double derivative_of_gaussian(double x, double sigma, int order) {
  const double t = x / sigma;
  const double bell = std::exp(-t * t / 2);
  return order == 2 ? (t * t - 1) * bell : (3 * t - t * t * t) * bell;
}

}  // namespace

OrientedKernel oriented_kernel(int azimuth, double length_px, double sigma_px, int derivative) {
  constexpr double kSoftEnd_px = 2;
  constexpr double kReachSigmas = 4;
  OrientedKernel kernel;
  kernel.radius_px = static_cast<int>(std::ceil(std::max(length_px / 2 + 2 * sigma_px, 6 * sigma_px)));
  const double east = std::sin(radians(azimuth));
  const double north = std::cos(radians(azimuth));
  double sum = 0;
  double supports = 0;
  std::vector<double> values;
  std::vector<double> support;
  for (int row = -kernel.radius_px; row <= kernel.radius_px; ++row)
    for (int col = -kernel.radius_px; col <= kernel.radius_px; ++col) {
      const double along = std::abs(col * east - row * north);
      const double over = col * north + row * east;
      const double end = std::clamp((length_px / 2 + kSoftEnd_px / 2 - along) / kSoftEnd_px, 0.0, 1.0);
      support.push_back(std::abs(over) <= kReachSigmas * sigma_px ? end : 0);
      values.push_back(support.back() * derivative_of_gaussian(over, sigma_px, derivative));
      sum += values.back();
      supports += support.back();
    }
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] -= sum / supports * support[i];
    squares += values[i] * values[i];
  }
  for (const double value : values) kernel.weights.push_back(static_cast<float>(value / std::sqrt(squares)));
  return kernel;
}

Across across(int azimuth) {
  return {static_cast<int>(std::lround(std::sin(radians(azimuth)))),
          static_cast<int>(std::lround(std::cos(radians(azimuth))))};
}

}  // namespace greisen::terrain
