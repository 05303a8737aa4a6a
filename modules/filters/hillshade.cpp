// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "filters/registry.hpp"
#include "filters/support/horn.hpp"

namespace greisen::filters {
namespace {

using Light = std::array<double, 3>;  ///< east, north, up

std::vector<Light> lights_of(const Request& request) {
  constexpr double kRadian = std::numbers::pi / 180;
  const double altitude = request.number("altitude_deg") * kRadian;
  std::vector<Light> lights;
  for (const double azimuth : request.numbers("azimuths_deg"))
    lights.push_back({std::cos(altitude) * std::sin(azimuth * kRadian),
                      std::cos(altitude) * std::cos(azimuth * kRadian), std::sin(altitude)});
  return lights;
}

}  // namespace

Step hillshade() {
  return step_of_gradient(
      "hillshade",
      "brightness of heights in metres under one sun or the mean of several, 0 to 255; one sun alone hides "
      "lines that run along its rays",
      {{"azimuths_deg", ParamType::numbers, "directions of the suns, clockwise from grid north",
        Value{std::vector<double>{315}}, 0, 360},
       {"altitude_deg", ParamType::number, "height of the suns", Value{45.0}, 1, 90},
       {"exaggeration", ParamType::number, "heights are multiplied by it", Value{1.0}, 0.1, 20}},
      {"hillshade", "1", "brightness of the ground under a sun, 0 to 255"}, [](const Request& request) {
        return [lights = lights_of(request), times = request.number("exaggeration")](Gradient rise) {
          const double east = -times * static_cast<double>(rise.east);
          const double north = -times * static_cast<double>(rise.north);
          double sum = 0;
          for (const Light& light : lights)
            sum += std::max(
                0.0, (light[0] * east + light[1] * north + light[2]) / std::sqrt(1 + east * east + north * north));
          const double mean = 255 * sum / static_cast<double>(lights.size());
          return std::isnan(rise.east + rise.north) ? kMissing : static_cast<float>(mean);
        };
      });
}

}  // namespace greisen::filters
