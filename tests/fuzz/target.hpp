// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace greisen::fuzz {

/// What must hold for any input; a failure ends the process, which is what libFuzzer and GoogleTest both notice.
inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

/// A refusal is fine when it is a full one: a code that has a row, a text, a way to mend it.
inline void require_told(const Error& error) {
  require(!error.problems().empty(), "an error without a problem");
  for (const auto& problem : error.problems()) {
    const bool known = std::ranges::any_of(error_codes(), [&](const ErrorCode& row) { return row.id == problem.code; });
    require(known, std::string(problem.code) + " has no row");
    require(!problem.what.empty() && !problem.fix.empty(), std::string(problem.code) + " is not told");
  }
}

}  // namespace greisen::fuzz
