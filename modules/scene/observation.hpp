// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "raster/tile_reader.hpp"
#include "scene/cloud_shadow.hpp"
#include "scene/quality_mask.hpp"

namespace greisen::scene {

/// What all passes over one observation share.
struct Observation {
  Raster bands;
  std::optional<Raster>
      quality;  ///< reason bits, on the grid with a border of radius_px, so that clouds beyond the edge reach in
  std::uint16_t missing = 0;  ///< reasons of a pixel that the quality layers do not know
  int radius_px = 0;
  Grid grid;
  std::shared_ptr<ShadowMask> shadows;  ///< null: the product's own word holds
};

/// The requests to bands and quality layer that answer one to the observation. Shared by the readers of a pass, because
/// the windows of the quality layer must outlive them all.
struct ChildRequests {
  std::vector<Window> quality_windows;
  PassRequest bands;
  PassRequest quality;
};

std::shared_ptr<const ChildRequests> child_requests(const Observation& observation, const PassRequest& request);

/// Pixels of the largest window.
std::size_t largest_pixels(std::span<const Window> windows);

}  // namespace greisen::scene
