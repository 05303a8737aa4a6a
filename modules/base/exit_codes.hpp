// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace greisen {

/// What the program ends with; the first digit of an error's code is one of these.
struct ExitCode {
  int code = 0;
  std::string_view meaning;
};

/// All of them, in order.
const std::vector<ExitCode>& exit_codes();
/// Of one code; empty where there is none such.
std::string_view exit_meaning(int code);

}  // namespace greisen
