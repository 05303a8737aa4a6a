// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/run/run.hpp"

namespace greisen {

/// A part of a run that is no pass over the pixels.
struct StageTime {
  std::string name;
  double seconds = 0;  ///< as a whole run takes them, on the threads it has
};

/// What comes before, beside and after the passes of a whole run: shifts between scenes, hashes of the inputs, writing,
/// targets, styles, sheet and report. By rates measured on runs of the demo and of its districts (run_time.cpp).
std::vector<StageTime> stage_times(const LoadedSurvey& loaded, int threads);

/// What the rates rest on, in a sentence for people.
std::string basis_of_times();

}  // namespace greisen
