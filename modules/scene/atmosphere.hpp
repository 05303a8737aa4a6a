// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scene/scene.hpp"

namespace greisen::scene {

/// Simple corrections of top-of-atmosphere reflectance, by changing scale and offset of the reflective bands after a
/// look at their thinned pixels; what was done goes into the scene's decisions. dark_object: the darkest per mille of
/// each band is brought to 0.01 (Chavez 1988); the scene stays top of atmosphere. internal_average: each band is
/// divided by its mean over the scene (IARR, Kruse 1988); the scene becomes relative. E3111 for a scene that is no
/// top-of-atmosphere reflectance, or of whose bands none can be looked at.
void correct_atmosphere(Scene& scene, Atmosphere correction);

}  // namespace greisen::scene
