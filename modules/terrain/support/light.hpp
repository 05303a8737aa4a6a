// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "step/step.hpp"
#include "terrain/support/horn.hpp"

namespace greisen::terrain {

/// Towards a sun: east, north, up; of length 1.
using Light = std::array<double, 3>;
[[nodiscard]] Light light_from(double azimuth_deg, double elevation_deg);

/// Cosine of the angle between the light and the normal of ground that rises so, heights multiplied by `times`;
/// negative: the ground is turned away.
[[nodiscard]] double cosine_of_incidence(const Light& light, Gradient rise, double times = 1);

/// sun_azimuth_deg and sun_elevation_deg, which must be given.
[[nodiscard]] std::vector<Param> sun_params();

}  // namespace greisen::terrain
