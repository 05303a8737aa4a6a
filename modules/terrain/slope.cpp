// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "terrain/registry.hpp"
#include "terrain/support/horn.hpp"

namespace greisen::terrain {

Step slope() {
  return step_of_gradient(
      "slope", "steepness of heights in metres, in degrees", {}, {"slope", "deg", "steepness of the ground"},
      [](const Request&) {
        return [](Gradient rise) {
          return static_cast<float>(std::atan(static_cast<double>(std::hypot(rise.east, rise.north))) * 180 /
                                    std::numbers::pi);
        };
      });
}

}  // namespace greisen::terrain
