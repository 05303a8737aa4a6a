// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "step/step.hpp"

namespace greisen {

/// Every step of this program (filters, terrain, evidence and prospectivity), sorted by id.
const std::vector<Step>& all_steps();
std::vector<std::string> step_ids();
/// E2406 with the nearest id.
const Step& find_step(std::string_view id);

}  // namespace greisen
