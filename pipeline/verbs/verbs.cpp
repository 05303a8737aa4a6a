// SPDX-License-Identifier: Apache-2.0
#include "pipeline/verbs/verbs.hpp"

namespace greisen {

std::vector<Verb> verbs() {
  return {demo_verb(),   init_verb(),   inspect_verb(), check_verb(),      plan_verb(),    run_verb(),
          report_verb(), verify_verb(), export_verb(),  compute_verb(),    explain_verb(), list_verb(),
          apply_verb(),  doctor_verb(), schema_verb(),  completion_verb(), man_verb()};
}

}  // namespace greisen
