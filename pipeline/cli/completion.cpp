// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/cli/slots.hpp"

namespace greisen {
namespace {

std::string joined(const std::vector<std::string>& words) { return join(words, " "); }

// zsh: _arguments, with what each option is for.

std::string zsh_text(std::string_view text) {
  std::string safe;
  for (const char c : text)
    safe += std::string_view("[]:\\").find(c) != std::string_view::npos ? std::string("\\") + c : std::string(1, c);
  return safe;
}

std::string zsh_action(const Slot& slot) {
  switch (slot.offer) {
    case Offer::word:
      return "(" + joined(slot.words) + ")";
    case Offer::list:
      return "_values -s , " + zsh_text(slot.row.value) + " " + joined(slot.words);
    case Offer::file:
      return "_files";
    case Offer::folder:
      return "_files -/";
    case Offer::nothing:
      break;
  }
  return " ";
}

std::string zsh_argument(const Slot& slot) {
  const std::string spec = (slot.row.many ? "*:" : ":") + zsh_text(slot.row.names.front()) + ":" + zsh_action(slot);
  return "      " + in_quotes(spec) + " \\\n";
}

std::string zsh_option(const Slot& slot) {
  std::string text;
  for (const std::string& name : slot.row.names) {
    const bool attached = name.starts_with("--") && !slot.row.value.empty();
    std::string spec = (slot.row.many ? "*" : "") + name + (attached ? "=" : "") + "[" + zsh_text(slot.row.text) + "]";
    if (!slot.row.value.empty()) spec += ":" + zsh_text(slot.row.value) + ":" + zsh_action(slot);
    text += "      " + in_quotes(spec) + " \\\n";
  }
  return text;
}

std::string zsh_rows(const CompletedVerb& verb) {
  std::string text;
  for (const Slot& slot : verb.options) text += zsh_option(slot);
  for (const Slot& slot : verb.arguments) text += zsh_argument(slot);
  return text;
}

std::string zsh_script(const CompletedVerb& program, const std::vector<CompletedVerb>& verbs) {
  std::string names;
  std::string cases;
  for (const CompletedVerb& verb : verbs) {
    names += "    " + in_quotes(verb.name + ":" + zsh_text(verb.text)) + "\n";
    cases += "    " + verb.name + ")\n    _arguments \\\n" + zsh_rows(verb) + "      && return ;;\n";
  }
  return "#compdef greisen\n"
         "_greisen() {\n"
         "  local context state state_descr line\n"
         "  typeset -A opt_args\n"
         "  local -a verbs\n"
         "  verbs=(\n" +
         names +
         "  )\n"
         "  _arguments -C \\\n" +
         zsh_rows(program) +
         "      ':verb:->verb' '*::argument:->argument' && return\n"
         "  case $state in\n"
         "    verb) _describe verb verbs ;;\n"
         "    argument)\n"
         "    case $words[1] in\n" +
         cases +
         "    esac ;;\n"
         "  esac\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _greisen ]; then _greisen \"$@\"; else compdef _greisen greisen; fi\n";
}

// fish: one line an option.

std::string fish_words(const Slot& slot) {
  switch (slot.offer) {
    case Offer::word:
      return " -x -a " + in_quotes(joined(slot.words));
    case Offer::list:
      return " -x -a " + in_quotes("(__fish_complete_list , \"string split ' ' '" + joined(slot.words) + "'\")");
    case Offer::file:
      return " -r -F";
    case Offer::folder:
      return " -x -a '(__fish_complete_directories)'";
    case Offer::nothing:
      break;
  }
  return " -x";
}

std::string fish_option(const std::string& condition, const Slot& slot) {
  std::string text = "complete -c greisen -n " + in_quotes(condition);
  for (const std::string& name : slot.row.names) {
    const std::size_t dashes = name.find_first_not_of('-');
    text += (dashes == 1 ? " -s " : " -l ") + name.substr(dashes);
  }
  if (!slot.row.value.empty()) text += fish_words(slot);
  return text + " -d " + in_quotes(slot.row.text) + "\n";
}

/// Words of an argument; files stay on offer where the verb takes some as well.
std::string fish_arguments(const std::string& condition, const CompletedVerb& verb) {
  std::string text;
  for (const Slot& slot : verb.arguments) {
    if (slot.words.empty()) continue;
    text += "complete -c greisen -n " + in_quotes(condition) + (verb.arguments.size() == 1 ? " -f" : "") + " -a " +
            in_quotes(joined(slot.words)) + "\n";
  }
  return text;
}

std::string fish_script(const CompletedVerb& program, const std::vector<CompletedVerb>& verbs) {
  std::string text = "# fish completion of greisen\n";
  for (const Slot& slot : program.options) text += fish_option("__fish_use_subcommand", slot);
  for (const CompletedVerb& verb : verbs) {
    const std::string condition = "__fish_seen_subcommand_from " + verb.name;
    text += "complete -c greisen -n __fish_use_subcommand -f -a " + verb.name + " -d " + in_quotes(verb.text) + "\n";
    for (const Slot& slot : verb.options) text += fish_option(condition, slot);
    text += fish_arguments(condition, verb);
  }
  return text;
}

}  // namespace

std::string completion_script(const std::string& shell, const CommandTree& tree) {
  std::vector<CompletedVerb> verbs = completed_verbs(tree);
  const CompletedVerb program = verbs.front();
  verbs.erase(verbs.begin());
  if (shell == "bash") return bash_script(program, verbs);
  if (shell == "zsh") return zsh_script(program, verbs);
  if (shell == "fish") return fish_script(program, verbs);
  const std::array<std::string, 3> shells = {"bash", "zsh", "fish"};
  throw Error({"E2005", "no completion for " + printable(shell), {}, suggestion(shell, shells)});
}

}  // namespace greisen
