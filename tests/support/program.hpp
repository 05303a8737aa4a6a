// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::test {

/// What a finished run of the program left behind.
struct ProgramRun {
  int exit_code = -1;  ///< 128 + the signal where one ended it
  std::string out;
  std::string err;
};

/// Runs the built program. `arguments` and `environment` ("NO_COLOR=1") are words of a POSIX shell; what the tests' own
/// environment says of colour and threads is left out. `redirect` may send stdout elsewhere: ">/dev/full", ">&-".
ProgramRun run_greisen(const std::string& arguments, const std::string& environment = "",
                       const std::string& redirect = "");

/// Anything as one word of that shell.
std::string shell_word(const std::string& text);

}  // namespace greisen::test
