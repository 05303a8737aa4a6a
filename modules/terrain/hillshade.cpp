// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "terrain/registry.hpp"
#include "terrain/support/horn.hpp"
#include "terrain/support/light.hpp"

namespace greisen::terrain {
namespace {

std::vector<Light> lights_of(const Request& request) {
  std::vector<Light> lights;
  for (const double azimuth : request.numbers("azimuths_deg"))
    lights.push_back(light_from(azimuth, request.number("altitude_deg")));
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
          double sum = 0;
          for (const Light& light : lights) sum += std::max(0.0, cosine_of_incidence(light, rise, times));
          const double mean = 255 * sum / static_cast<double>(lights.size());
          return std::isnan(rise.east + rise.north) ? kMissing : static_cast<float>(mean);
        };
      });
}

}  // namespace greisen::terrain
