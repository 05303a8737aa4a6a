// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/products/run_state.hpp"
#include "pipeline/products/wanted.hpp"
#include "pipeline/run/run.hpp"

namespace greisen {

/// What of the survey's outputs does not stand in the folder as it is wanted. Reads what the system says of each file,
/// and the file where that does not do.
WantedOutputs wanted_outputs(const LoadedSurvey& loaded, RunState& state);

/// Is there anything to compute or to write, a file to remove, or a record that does not tell of this survey's run?
bool anything_to_do(const WantedOutputs& wanted, const LoadedSurvey& loaded, const RunState& state);

}  // namespace greisen
