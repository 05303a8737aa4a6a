// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/graph/survey_graph.hpp"
#include "targets/target.hpp"

namespace greisen {

/// The look-alikes that have a sign in this survey, in the order of Target::marks.
std::vector<const LookalikeUse*> marked(const std::vector<LookalikeUse>& lookalikes);

/// Does a target of this form, with this share of its ground marked (NaN: not known), look like it?
bool looks_like(const Lookalike& lookalike, const targets::Target& target, double marked_share);

/// Writes Target::flags, those of the highest risk first. Returns the highest risk, 0 without a flag.
double add_flags(const std::vector<LookalikeUse>& lookalikes, targets::Target& target);

/// Changes with all that flags depend on beside the rasters of their signs.
std::string key_of(const std::vector<LookalikeUse>& lookalikes);

/// A flag lowers the place in the list by this much of the score for a risk of 1 (science.md, 4.20).
inline constexpr double kRankLoss = 0.10;

}  // namespace greisen
