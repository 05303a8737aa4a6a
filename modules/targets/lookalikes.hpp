// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "catalogue/lookalike.hpp"
#include "targets/target.hpp"

namespace greisen::targets {

/// A look-alike, and whether it is among Target::marks, which go in the order of those that are.
struct LookalikeSign {
  const Lookalike* lookalike = nullptr;
  bool marked = false;
};

/// Does a target of this form, with this share of its ground marked (NaN: not known), look like it?
bool looks_like(const Lookalike& lookalike, const Target& target, double marked_share);

/// Writes Target::flags, those of the highest risk first. Returns the highest risk, 0 without a flag.
double add_flags(std::span<const LookalikeSign> lookalikes, Target& target);

/// Changes with all that flags depend on beside the rasters of their signs.
std::string key_of(std::span<const LookalikeSign> lookalikes);

}  // namespace greisen::targets
