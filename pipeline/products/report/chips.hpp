// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/products/report/parts.hpp"
#include "targets/target_ground.hpp"

namespace greisen {

/// Gives the best targets over all models a picture of their ground at full resolution, with their outline in it.
void add_chips(const ReportSource& source, const targets::TargetGround& ground, Json& targets);

}  // namespace greisen
