// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fuzz/target.hpp"

namespace greisen::fuzz {

/// Runs the work on what a user handed over: it is done, or refused by an error that is told and is not ours (E1xxx).
/// Anything else that is thrown ends the process.
template <class Work>
void done_or_told(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    require_told(error);
    for (const Problem& problem : error.problems())
      require(!problem.code.starts_with("E1"), "an internal error: " + problem.what);
  }
}

}  // namespace greisen::fuzz
