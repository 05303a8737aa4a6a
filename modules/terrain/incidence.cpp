// SPDX-License-Identifier: Apache-2.0
#include "terrain/registry.hpp"
#include "terrain/support/horn.hpp"
#include "terrain/support/light.hpp"

namespace greisen::terrain {

Step incidence() {
  return step_of_gradient(
      "incidence",
      "cosine of the angle at which the sun meets the ground: cos s sin e + sin s cos e cos(azimuth - aspect) for "
      "slope "
      "s and sun elevation e; negative where the ground is turned away",
      sun_params(), {"incidence", "1", "cosine of the angle between the sun and the ground's normal"},
      [](const Request& request) {
        return [light = light_from(request.number("sun_azimuth_deg"), request.number("sun_elevation_deg"))](
                   Gradient rise) { return static_cast<float>(cosine_of_incidence(light, rise)); };
      });
}

}  // namespace greisen::terrain
