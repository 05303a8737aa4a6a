// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/log.hpp"
#include "geo/read/heights.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// Changes with the heights.
std::string key_of_heights(const Survey& survey, InputHashes& inputs);

/// W3301: values that are no heights of ground, which are missing.
void tell_voids(const geo::HeightFacts& facts, const std::string& file, Log& log);

}  // namespace greisen
