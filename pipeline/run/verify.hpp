// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace greisen {

/// What was looked at in a delivery, and what is wrong with it.
struct Verification {
  std::size_t files = 0;    ///< hashed
  std::size_t rasters = 0;  ///< looked into
  std::size_t links = 0;    ///< followed
  std::vector<Problem> problems;
};

/// Is the folder of a run whole: every file there with its hash and no other; rasters laid out as COGs with statistics;
/// what project and report point to is there; no file tells of the machine. E3020 where it is no run.
Verification verify_run(const std::string& folder);

}  // namespace greisen
