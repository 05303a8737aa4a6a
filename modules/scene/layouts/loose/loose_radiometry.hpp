// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scene/layouts/loose/loose_names.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// Scale, offset and kind of a scene of loose files: as the user gives them, else as the files state them, else as the
/// product's documentation or the bands' names fix them; E3103 (a tolerant request: digital numbers) where none does.
/// Thermal bands of products with a fixed scale leave the scene; E3107 where no other is left.
void set_loose_radiometry(Scene& scene, const Sensor& sensor, const LooseName& name, const SceneRequest& request);

}  // namespace greisen::scene
