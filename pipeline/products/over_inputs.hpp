// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace greisen {

/// Adds E2055 for each output that would overwrite an input.
void find_over_inputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs,
                      std::vector<Problem>& problems);
/// E2055 where a file to be written is one of the files read.
void refuse_outputs_over_inputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs);

}  // namespace greisen
