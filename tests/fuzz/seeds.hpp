// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace greisen::fuzz {

/// Small honest inputs of a target, as bundles made by code: what mutation begins from. Empty for targets whose seeds
/// lie in tests/fuzz/corpus alone.
std::vector<std::string> made_seeds(const std::string& target);

// One a kind of input.
std::vector<std::string> vector_seeds();
std::vector<std::string> scene_seeds();
std::vector<std::string> survey_seeds();
std::vector<std::string> catalogue_seeds();
std::vector<std::string> run_seeds(const std::string& target);  ///< "state", "delivery"

}  // namespace greisen::fuzz
