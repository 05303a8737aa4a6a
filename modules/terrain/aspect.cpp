// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "terrain/registry.hpp"
#include "terrain/support/horn.hpp"

namespace greisen::terrain {
namespace {

float downhill(Gradient rise) {
  if (rise.east == 0 && rise.north == 0) return kMissing;
  const double degrees =
      std::atan2(-static_cast<double>(rise.east), -static_cast<double>(rise.north)) * 180 / std::numbers::pi;
  return static_cast<float>(degrees < 0 ? degrees + 360 : degrees);
}

}  // namespace

Step aspect() {
  return step_of_gradient("aspect",
                          "direction in which the ground falls, in degrees from grid north clockwise; "
                          "missing where it is level",
                          {}, {"aspect", "deg", "direction in which the ground falls, clockwise from grid north"},
                          [](const Request&) { return downhill; });
}

}  // namespace greisen::terrain
