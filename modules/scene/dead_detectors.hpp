// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scene/scene.hpp"

namespace greisen::scene {

/// Takes away bands whose detectors were dead on the scene's day, whatever file they come from: the short-wave infrared
/// of ASTER from April 2008 on; from May 2007 on a warning that it saturated at times. E3112 where no other band is
/// left, or where the day of such bands is unknown (a warning in a tolerant request).
void leave_out_dead_detectors(Scene& scene, const SceneRequest& request);

}  // namespace greisen::scene
