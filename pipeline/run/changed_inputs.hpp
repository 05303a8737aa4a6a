// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/run/run.hpp"

namespace greisen {

/// E5007 for each input of a survey that changed since it was first looked at (InputHashes::changed); none where all
/// are what they were.
std::vector<Problem> changed_inputs(const LoadedSurvey& loaded);

/// Where inputs changed: what was made of them (`made`) counts for no later run, and scratch goes. Throws E5007, and
/// with it what went wrong besides.
void refuse_changed_inputs(const LoadedSurvey& loaded, RunState& state, const std::vector<std::string>& made,
                           const std::vector<Problem>& besides = {});

/// Scratch that a killed run left is only gone on with where no input was rewritten and written back since; else it is
/// taken away. What the inputs are now is noted beside the scratch.
void prepare_scratch(const LoadedSurvey& loaded, const RunState& state);

/// Files that are read without a survey, as they were when this was made.
class InputStates {
 public:
  explicit InputStates(const std::vector<std::string>& files);
  /// Throws E5007 where one of them is another by now, and with it what went wrong besides.
  void refuse_changed(const std::vector<Problem>& besides = {}) const;

 private:
  std::vector<std::pair<std::string, std::string>> states_;  ///< path, file_state
};

}  // namespace greisen
