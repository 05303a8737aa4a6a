// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/session.hpp"

namespace greisen {

class Declaration;

/// One row of the table of verbs.
struct Verb {
  std::string_view name;
  std::string_view summary;
  std::vector<std::string_view> examples;  ///< whole command lines
  std::string_view next;                   ///< what to try next, one line; may be empty
  bool everyday = false;                   ///< on the first screen of help
  /// Declares the verb's own options on its subcommand and returns what runs it. Options live as long as that function.
  std::function<std::function<VerbResult(Session&)>(Declaration& command)> declare;
};

}  // namespace greisen
