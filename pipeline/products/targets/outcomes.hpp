// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "pipeline/products/run_state.hpp"

namespace greisen {

/// What the targets of one model came to: kept with the run's state, so that a later run that need not find them again,
/// or that goes on after one that failed, tells the same.
struct ModelOutcome {
  std::string model;
  std::size_t targets = 0;
  std::string text;                    ///< one sentence
  std::string json;                    ///< as run.json has it
  std::vector<Warning> warnings = {};  ///< told while they were found
};

void keep_outcomes(RunState& state, const std::string& targets_key, const std::vector<ModelOutcome>& outcomes);
std::optional<std::vector<ModelOutcome>> outcomes_of(const RunState& state, const std::string& targets_key);

}  // namespace greisen
