// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sample_data/districts/layout.hpp"

namespace greisen::sample {

/// What is mistaken for targets and is none: barren quartz dykes and silicified faults (which join the layout's
/// faults), strip fields, burns, walls, firebreaks, tracks, hamlets, quarries, ponds, in the order in which they lie.
void add_clutter(const Draw& draw, Chance& chance, Layout& layout);

}  // namespace greisen::sample
