// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scene/scene.hpp"

namespace greisen::scene {

/// Adds what the granule's folder QI_DATA knows beside the scene classification: the cloud probability of level 2A, and
/// the classes of level 1C (MSK_CLASSI: opaque cloud, cirrus, snow; from baseline 04.00 on). Says so where a scene ends
/// up without any quality layer.
void take_quality_masks(Scene& scene, const Sensor& sensor, const std::string& granule);

}  // namespace greisen::scene
