// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "scene/composite.hpp"

namespace greisen::scene {

inline constexpr std::string_view kCloudRimLayer = "near_cloud";

/// Has any of the scenes a quality layer that knows clouds?
bool tells_clouds(std::span<const Scene> scenes);

/// One layer, `near_cloud`, 0–1: on how many of the dates that give a pixel a masked cloud (or cirrus) lies no farther
/// than `near_m`, measured between pixel centres on `grid`. A date gives the pixels that its quality layers see and the
/// mask (with its buffer) leaves; with `newest_only` the newest of them alone counts. Missing where none does. A
/// scene that knows no clouds counts as clear.
Raster cloud_rim(const std::vector<Scene>& newest_first, const Grid& grid, const MaskOptions& mask, double near_m,
                 bool newest_only);

}  // namespace greisen::scene
