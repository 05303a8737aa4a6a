// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/light.hpp"

#include <cmath>
#include <numbers>

namespace greisen::terrain {

Light light_from(double azimuth_deg, double elevation_deg) {
  constexpr double kRadian = std::numbers::pi / 180;
  const double level = std::cos(elevation_deg * kRadian);
  return {level * std::sin(azimuth_deg * kRadian), level * std::cos(azimuth_deg * kRadian),
          std::sin(elevation_deg * kRadian)};
}

double cosine_of_incidence(const Light& light, Gradient rise, double times) {
  const double east = -times * static_cast<double>(rise.east);
  const double north = -times * static_cast<double>(rise.north);
  return (light[0] * east + light[1] * north + light[2]) / std::sqrt(1 + east * east + north * north);
}

std::vector<Param> sun_params() {
  return {{"sun_azimuth_deg", ParamType::number, "direction of the sun, clockwise from grid north", {}, 0, 360},
          {"sun_elevation_deg", ParamType::number, "height of the sun above the horizon", {}, 1, 90}};
}

}  // namespace greisen::terrain
