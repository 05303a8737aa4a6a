// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/session.hpp"

namespace greisen {

/// What the program leaves with: one text for stdout, one for stderr.
struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// A verb's result as people or programs read it; `warnings` join the JSON object.
Outcome outcome_of(const VerbResult& result, bool json, const std::vector<Warning>& warnings);
/// Problems as people or programs read them.
Outcome outcome_of(const std::vector<Problem>& problems, int exit_code, bool json, bool color,
                   const std::vector<Warning>& warnings = {});

/// {"code", "message", "where": {"file", "line", "column"}, "hint"}
std::string to_json(const Problem& problem);

/// Standard streams that were closed before the program began get a place that refuses; or the first file opened would
/// take their number.
void keep_standard_streams();
/// Both texts, to the end; 0, or the errno where stdout did not take all of it.
int write_streams(const Outcome& outcome);

}  // namespace greisen
