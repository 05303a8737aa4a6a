// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/products/run_state.hpp"
#include "pipeline/run/run.hpp"
#include "pipeline/run/stale_outputs.hpp"

namespace greisen {

/// E2050 where the folder holds the run of another survey: of another file than this, and of other text. A survey that
/// was edited where it lies, and one that was moved or copied as it is, are the same. Looks, and writes nothing.
void refuse_other_survey(const std::string& folder, const std::string& survey);
/// Writes down whose run the folder holds.
void mark_survey(const RunState& state, const Survey& survey);

/// Before anything is written under the names of stale and kept outputs: E2055 where one of them, or a file of an
/// earlier run, is itself an input (by device and inode: links count), E2050 where a file stands there that no run of
/// this survey wrote, unless it may be overwritten. All at once. Then the names are this run's (RunState::claim).
void take_names(RunState& state, const StaleOutputs& stale, const LoadedSurvey& loaded, bool overwrite);

}  // namespace greisen
