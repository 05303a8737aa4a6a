// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace greisen {

/// A variable of the environment that the program, or a library on its behalf, reads.
struct EnvironmentFact {
  const char* name;
  const char* about;
  bool told;  ///< `greisen doctor` shows its value; not what tells of the person
};

const std::vector<EnvironmentFact>& environment_facts();

}  // namespace greisen
