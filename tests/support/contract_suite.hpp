// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "step/step.hpp"
#include "support/run_step.hpp"

namespace greisen::test {

/// What the suite cannot know of a step: arguments without a default, how many inputs it takes, what they look like.
struct ContractCase {
  Arguments arguments = {};
  int layers = 3;
  bool classes = false;  ///< whole numbers 0 … 3 in place of 0.01 … 0.99
};

/// The promises of step.hpp that hold for every step: same bits for tiles of 128, 256 and all, nothing infinite, the
/// declared missing rule, a true shape, wrong arguments refused with E24xx. Adds failures to the running test.
void check_contract(const Step& step, const ContractCase& given);

/// A step's row says enough to be listed, explained and documented.
void check_row(const Step& step);

}  // namespace greisen::test
