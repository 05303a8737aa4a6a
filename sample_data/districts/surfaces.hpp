// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "catalogue/catalogue.hpp"
#include "sample_data/districts/layout.hpp"
#include "sample_data/materials.hpp"

namespace greisen::sample {

/// What the surfaces of one district reflect: rocks, soils and plants mixed from samples in shares that differ from
/// district to district (each by about a quarter).
struct Surfaces {
  std::array<Reflectance, static_cast<std::size_t>(Kind::end)> of_kind;  ///< bare rock; of fields, ways, roofs all
  std::array<Reflectance, static_cast<std::size_t>(Kind::end)> soil;     ///< over each bedrock
  Reflectance goethite;
  Reflectance lichen;
  Reflectance green;  ///< canopy with its own shade
  Reflectance dry;    ///< grass
};
/// Bare rock of what is planted, with the lichen and stain that this district's has: what a scene shows of it at best.
Reflectance bare_rock(const Surfaces& surfaces, const Draw& draw, Kind kind);
Surfaces surfaces_of(const Catalogue& catalogue, const Materials& materials, const Draw& draw, std::uint64_t seed);

}  // namespace greisen::sample
