// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/cli/verb.hpp"

namespace greisen {

/// The program: parses, runs, prints, maps errors to exit codes. Never throws.
int run_program(int argc, char** argv, const std::vector<Verb>& verbs);

}  // namespace greisen
