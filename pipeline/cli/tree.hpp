// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/cli/verb.hpp"

namespace greisen {

/// One option or argument as help and completion show it.
struct OptionRow {
  std::vector<std::string> names;    ///< "-o", "--output"; of an argument its one name, "SURVEY"
  std::string value;                 ///< "FILE", "cog|gtiff"; empty for a flag
  std::vector<std::string> choices;  ///< where the value is one of a closed set
  std::string preset;                ///< the value where it is not given, if the program has a fixed one
  std::string text;
  bool argument = false;  ///< told by its position
  bool required = false;
  bool many = false;
  bool list = false;  ///< several values in one word, with commas
  bool global = false;
};

/// What one verb takes, in the order it was declared.
struct VerbRow {
  std::string name;
  std::string text;
  std::vector<OptionRow> options;
};

/// The program's own options, and its verbs in the order of its help.
struct CommandTree {
  VerbRow program;
  std::vector<VerbRow> verbs;
};

/// What follows the verb on its command line: "SCENE… -o DIR [options]".
std::string usage_of(const VerbRow& verb);
/// "-o, --output DIR", "SCENE…"
std::string signature_of(const OptionRow& row);

/// The first screen, and one verb's page.
std::string first_screen(const std::vector<Verb>& verbs, const VerbRow& program);
std::string verb_page(const Verb& verb, const VerbRow& row);

/// A page of the manual, in the macros of man(7).
struct ManPage {
  std::string name;  ///< "greisen", "greisen-run"
  std::string text;
};

/// The pages of the program and of each of its verbs. `date` as 2026-11-30, or empty.
std::vector<ManPage> man_pages(const std::vector<Verb>& verbs, const CommandTree& tree, const std::string& date);

/// The shell's script, which asks for completion_words; E2005 for other shells than bash, zsh and fish.
std::string completion_script(const std::string& shell);
/// What may stand for the last of the words behind "greisen": one a line, with a text behind a tab; a last line
/// ":file", ":folder" or ":list" says that paths may, or more of a list.
std::string completion_words(const std::vector<std::string>& words, const CommandTree& tree);

}  // namespace greisen
