// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalogue/catalogue.hpp"
#include "pipeline/cli_tree.hpp"
#include "pipeline/entry_facts.hpp"
#include "pipeline/steps.hpp"

namespace greisen {
namespace {

/// What the program knows and its tree of options does not tell: ids of the catalogues.
class Vocabulary {
 public:
  [[nodiscard]] std::vector<std::string> words_for(const OptionRow& row) const {
    if (!row.choices.empty()) return row.choices;
    const std::string& name = row.names.back();
    if (name == "STEP") return step_ids();
    if (name == "WHAT") return explainable(catalogue_);
    if (name == "--sensor") return ids(catalogue_.sensors);
    if (name == "--index") return ids(catalogue_.indices);
    return {};
  }

 private:
  template <class Entry>
  static std::vector<std::string> ids(const std::vector<Entry>& entries) {
    std::vector<std::string> found;
    found.reserve(entries.size());
    for (const Entry& entry : entries) found.push_back(entry.id);
    return found;
  }

  Catalogue catalogue_ = load_catalogue();
};

std::string joined(const std::vector<std::string>& words) { return join(words, " "); }

std::vector<std::string> option_names(const VerbRow& verb) {
  std::vector<std::string> names;
  for (const OptionRow& row : verb.options) {
    if (!row.argument) names.insert(names.end(), row.names.begin(), row.names.end());
  }
  return names;
}

/// Inside single quotes of a shell.
std::string in_quotes(std::string_view text) {
  std::string safe;
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + safe + "'";
}

// bash: one list of words for each verb, one for each value that is chosen from a list; else file names.

/// `before` is the verb already typed, or nothing.
std::string bash_values(const std::string& before, const VerbRow& verb, const Vocabulary& vocabulary) {
  std::string text;
  for (const OptionRow& row : verb.options) {
    if (row.argument || row.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : row.names) patterns.push_back(before + ":" + name);
    text +=
        "    " + join(patterns, "|") + ") words=" + in_quotes(joined(vocabulary.words_for(row))) + "; files=yes ;;\n";
  }
  return text;
}

std::string bash_arguments(const VerbRow& verb, const Vocabulary& vocabulary) {
  for (const OptionRow& row : verb.options) {
    if (row.argument) return "    " + verb.name + ") words=" + in_quotes(joined(vocabulary.words_for(row))) + " ;;\n";
  }
  return {};
}

std::string bash_script(const VerbRow& root, const std::vector<VerbRow>& verbs, const Vocabulary& vocabulary) {
  std::vector<std::string> names;
  std::string options = "    :*) words=" + in_quotes(joined(option_names(root))) + " ;;\n";
  std::string values = bash_values("", root, vocabulary);
  std::string arguments;
  for (const VerbRow& verb : verbs) {
    names.push_back(verb.name);
    options += "    " + verb.name + ":*) words=" + in_quotes(joined(option_names(verb))) + " ;;\n";
    values += bash_values(verb.name, verb, vocabulary);
    arguments += bash_arguments(verb, vocabulary);
  }
  return "# bash completion of greisen: source it, or put it where bash-completion looks\n"
         "_greisen() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= words= files= i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in\n    " +
         join(names, "|") +
         ") verb=${COMP_WORDS[i]}; break ;;\n    esac\n"
         "  done\n"
         "  case $verb:$before in\n" +
         values +
         "  esac\n"
         "  if [[ -z $files && $current == -* ]]; then\n"
         "    case $verb: in\n" +
         options +
         "    esac\n"
         "  elif [[ -z $files && -z $verb ]]; then\n"
         "    words=" +
         in_quotes(joined(names)) +
         "\n"
         "  elif [[ -z $files ]]; then\n"
         "    case $verb in\n" +
         arguments +
         "    esac\n"
         "  fi\n"
         "  [[ -n $words ]] && COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _greisen greisen\n";
}

// zsh: _arguments, with what each option is for.

std::string zsh_text(std::string_view text) {
  std::string safe;
  for (const char c : text)
    safe += std::string_view("[]:\\").find(c) != std::string_view::npos ? std::string("\\") + c : std::string(1, c);
  return safe;
}

std::string zsh_action(const OptionRow& row, const Vocabulary& vocabulary) {
  const std::vector<std::string> words = vocabulary.words_for(row);
  return words.empty() ? "_files" : "(" + joined(words) + ")";
}

std::string zsh_row(const OptionRow& row, const Vocabulary& vocabulary) {
  if (row.argument)
    return "      " +
           in_quotes((row.many ? "*:" : ":") + zsh_text(row.names.front()) + ":" + zsh_action(row, vocabulary)) +
           " \\\n";
  std::string text;
  for (const std::string& name : row.names) {
    std::string spec = (row.many ? "*" : "") + name + "[" + zsh_text(row.text) + "]";
    if (!row.value.empty()) spec += ":" + zsh_text(row.value) + ":" + zsh_action(row, vocabulary);
    text += "      " + in_quotes(spec) + " \\\n";
  }
  return text;
}

std::string zsh_rows(const VerbRow& verb, const Vocabulary& vocabulary) {
  std::string text;
  for (const OptionRow& row : verb.options) text += zsh_row(row, vocabulary);
  return text;
}

std::string zsh_script(const VerbRow& root, const std::vector<VerbRow>& verbs, const Vocabulary& vocabulary) {
  std::string names;
  std::string cases;
  for (const VerbRow& verb : verbs) {
    names += "    " + in_quotes(verb.name + ":" + zsh_text(verb.text)) + "\n";
    cases += "    " + verb.name + ")\n    _arguments \\\n" + zsh_rows(verb, vocabulary) + "      && return ;;\n";
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
         zsh_rows(root, vocabulary) +
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

std::string fish_row(const std::string& condition, const OptionRow& row, const Vocabulary& vocabulary) {
  const std::vector<std::string> words = vocabulary.words_for(row);
  const std::string choices = words.empty() ? "" : " -a " + in_quotes(joined(words));
  const std::string begin = "complete -c greisen -n " + in_quotes(condition);
  if (row.argument) return words.empty() ? "" : begin + " -f" + choices + "\n";
  std::string text = begin;
  for (const std::string& name : row.names) {
    const std::size_t dashes = name.find_first_not_of('-');
    text += (dashes == 1 ? " -s " : " -l ") + name.substr(dashes);
  }
  if (!row.value.empty()) text += words.empty() ? " -r" : " -x" + choices;
  return text + " -d " + in_quotes(row.text) + "\n";
}

std::string fish_script(const VerbRow& root, const std::vector<VerbRow>& verbs, const Vocabulary& vocabulary) {
  std::string text = "# fish completion of greisen\n";
  for (const OptionRow& row : root.options) text += fish_row("__fish_use_subcommand", row, vocabulary);
  for (const VerbRow& verb : verbs) {
    text += "complete -c greisen -n __fish_use_subcommand -f -a " + verb.name + " -d " + in_quotes(verb.text) + "\n";
    for (const OptionRow& row : verb.options)
      text += fish_row("__fish_seen_subcommand_from " + verb.name, row, vocabulary);
  }
  return text;
}

}  // namespace

std::string completion_script(const std::string& shell, const CLI::App& root) {
  const Vocabulary vocabulary;
  const VerbRow top = describe(root);
  const std::vector<VerbRow> verbs = describe_verbs(root);
  if (shell == "bash") return bash_script(top, verbs, vocabulary);
  if (shell == "zsh") return zsh_script(top, verbs, vocabulary);
  if (shell == "fish") return fish_script(top, verbs, vocabulary);
  const std::array<std::string, 3> shells = {"bash", "zsh", "fish"};
  throw Error({"E2005", "no completion for " + printable(shell), {}, suggestion(shell, shells)});
}

}  // namespace greisen
