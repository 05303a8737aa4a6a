// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// What reading an input guessed, mended or passed over, as warnings W3201.
void tell_notes(const std::vector<std::string>& notes, Log& log);

/// Changes with the file of the survey and with which of its layers is taken.
std::string state_of(const Survey& survey, const geo::VectorFile& file);

}  // namespace greisen
