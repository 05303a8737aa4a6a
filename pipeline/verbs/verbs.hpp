// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/cli/verb.hpp"

namespace greisen {

/// All verbs, in the order of the help.
std::vector<Verb> verbs();

// One per file of pipeline/verbs/.
Verb apply_verb();
Verb check_verb();
Verb completion_verb();
Verb compute_verb();
Verb demo_verb();
Verb doctor_verb();
Verb explain_verb();
Verb export_verb();
Verb init_verb();
Verb inspect_verb();
Verb list_verb();
Verb man_verb();
Verb plan_verb();
Verb report_verb();
Verb run_verb();
Verb schema_verb();
Verb verify_verb();

}  // namespace greisen
