// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"

namespace greisen {

class Declaration;

/// The options every verb takes, as they were typed; empty: not given.
struct GlobalTexts {
  bool verbose = false;
  bool quiet = false;
  bool json = false;
  bool overwrite = false;
  bool network = false;
  std::string progress;
  std::string log_file;
  std::string threads;
  std::string memory;
  std::string tile;
  std::string color;
  std::vector<std::string> assignments;
};

inline constexpr const char* kGlobalGroup = "Options of every verb";

/// Adds them to the program or to one of its verbs; what is given after the verb wins.
void declare_globals(Declaration& command, GlobalTexts& texts);

/// The same options with defaults, read and checked.
struct Settled {
  Globals globals;
  LogOptions log;
  ProgressOptions progress;
};
/// Throws E2008 for all values that are wrong together.
Settled settle(const GlobalTexts& texts, std::vector<std::string> command_line);

/// Was --json asked for? Looks at the words alone, so that it holds when they do not parse.
bool wants_json(const std::vector<std::string>& words);
/// The same for --color.
ColorMode color_mode(const std::vector<std::string>& words);

}  // namespace greisen
