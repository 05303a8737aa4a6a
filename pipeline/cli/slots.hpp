// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/cli/tree.hpp"

namespace greisen {

/// What a shell may offer for a value.
enum class Offer {
  word,    ///< one of a set
  list,    ///< several of a set, with commas
  file,    ///< a path
  folder,  ///< a path of a folder
  nothing  ///< a number, a name of one's own
};

/// An option or argument, and what is offered for its value; `row.value` is empty for a flag.
struct Slot {
  OptionRow row;
  Offer offer = Offer::nothing;
  std::vector<std::string> words;
};

struct CompletedVerb {
  std::string name;
  std::string text;
  std::vector<Slot> options;
  std::vector<Slot> arguments;
};

/// The program (first, without a name) and its verbs, with the ids of the catalogues where those are asked for.
std::vector<CompletedVerb> completed_verbs(const CommandTree& tree);

}  // namespace greisen
