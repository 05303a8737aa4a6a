// SPDX-License-Identifier: Apache-2.0
#include "base/exit_codes.hpp"

#include <algorithm>

namespace greisen {

const std::vector<ExitCode>& exit_codes() {
  static const std::vector<ExitCode> rows = {
      {0, "done"},
      {1, "internal failure"},
      {2, "command line or survey wrong"},
      {3, "input unreadable"},
      {4, "inputs do not fit together"},
      {5, "done, but something the survey asked for was unavailable"},
      {6, "nothing to report, and why"},
      {7, "out of disk or memory"},
      {129, "the terminal went away, resumable"},
      {130, "interrupted, resumable"},
      {143, "ended by another program, resumable"},
  };
  return rows;
}

std::string_view exit_meaning(int code) {
  const auto& rows = exit_codes();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const ExitCode& row) { return row.code == code; });
  return found == rows.end() ? std::string_view() : found->meaning;
}

}  // namespace greisen
