// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// Changes with the heights.
std::string key_of_heights(const Survey& survey, InputHashes& inputs);

}  // namespace greisen
