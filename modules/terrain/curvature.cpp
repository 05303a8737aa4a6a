// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "terrain/registry.hpp"
#include "terrain/support/nine.hpp"

namespace greisen::terrain {
namespace {

/// The quadric z = r x²/2 + s xy + t y²/2 + p x + q y + c of least squares through the nine: x east, y north.
struct Quadric {
  double p = 0;
  double q = 0;
  double r = 0;
  double s = 0;
  double t = 0;
};

Quadric fitted(const Nine& z, const PixelSize& pixel) {
  const double w = pixel.width_m;
  const double h = pixel.height_m;
  Quadric fit;
  fit.p = (z[2] + z[5] + z[8] - z[0] - z[3] - z[6]) / (6 * w);
  fit.q = (z[0] + z[1] + z[2] - z[6] - z[7] - z[8]) / (6 * h);
  fit.r = (z[0] + z[2] + z[3] + z[5] + z[6] + z[8] - 2 * (z[1] + z[4] + z[7])) / (3 * w * w);
  fit.t = (z[0] + z[1] + z[2] + z[6] + z[7] + z[8] - 2 * (z[3] + z[4] + z[5])) / (3 * h * h);
  fit.s = (z[2] + z[6] - z[0] - z[8]) / (4 * w * h);
  return fit;
}

void curvatures(const Nine& z, const PixelSize& pixel, float* out) {
  const auto [p, q, r, s, t] = fitted(z, pixel);
  const double steep = p * p + q * q;
  if (steep == 0) return;
  const double profile = -(p * p * r + 2 * p * q * s + q * q * t) / (steep * std::pow(1 + steep, 1.5));
  const double tangential = -(q * q * r - 2 * p * q * s + p * p * t) / (steep * std::sqrt(1 + steep));
  out[0] = static_cast<float>(profile);
  out[1] = static_cast<float>(tangential);
  out[2] = static_cast<float>((profile + tangential) / 2);
}

}  // namespace

Step curvature() {
  return step_of_nine(
      "curvature",
      "curvature of the ground by least squares over 3 x 3 pixels, in 1/m: down the slope (profile), across it "
      "(tangential) and their mean; convex is positive; missing where the ground is level",
      "Evans 1980; Mitasova and Hofierka 1993", {},
      {{"profile_curvature", "1/m", "curvature down the slope, convex positive"},
       {"tangential_curvature", "1/m", "curvature across the slope, normal to it, convex positive"},
       {"mean_curvature", "1/m", "mean of profile and tangential curvature, convex positive"}},
      [](const Request&) -> OfNine { return curvatures; });
}

}  // namespace greisen::terrain
