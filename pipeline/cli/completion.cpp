// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/cli/slots.hpp"

namespace greisen {
namespace {

// The scripts ask the program itself, at every press of Tab; bash hands over --option=value as three words.

constexpr std::string_view kBash = R"sh(# bash completion of greisen: source it, or put it where bash-completion looks
_greisen() {
  local line kind=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) kind=$line ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <(greisen completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case $kind in
    :list) compopt -o nospace 2>/dev/null ;;
    :folder) compopt -o dirnames +o default 2>/dev/null ;;
    :file) ;;
    *) compopt +o default 2>/dev/null ;;
  esac
}
complete -o default -F _greisen greisen
)sh";

constexpr std::string_view kZsh = R"sh(#compdef greisen
_greisen() {
  local line kind
  local -a offers texts
  for line in ${(f)"$(greisen completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
    case $line in
      :*) kind=$line ;;
      *) offers+=("${line%%$'\t'*}"); texts+=("${line/$'\t'/  -- }") ;;
    esac
  done
  case $kind in
    :list) compadd -S '' -d texts -a offers ;;
    *) compadd -d texts -a offers ;;
  esac
  case $kind in
    :file) _files ;;
    :folder) _files -/ ;;
  esac
}
if [ "$funcstack[1]" = _greisen ]; then _greisen "$@"; else compdef _greisen greisen; fi
)sh";

constexpr std::string_view kFish = R"sh(# fish completion of greisen
function __greisen_offers
    set -l words (commandline -opc) (commandline -ct)
    for line in (greisen completion words -- $words[2..] 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':folder'
                __fish_complete_directories (commandline -ct)
            case ':*'
            case '*'
                echo $line
        end
    end
end
complete -c greisen -f -a '(__greisen_offers)'
)sh";

const Slot* option_named(const CompletedVerb& verb, std::string_view name) {
  for (const Slot& slot : verb.options)
    for (const std::string& one : slot.row.names)
      if (one == name) return &slot;
  return nullptr;
}

/// What the words before the one that is typed have settled.
struct Typed {
  const CompletedVerb* verb = nullptr;  ///< the program, as long as none is named
  std::size_t arguments = 0;
  const Slot* value_of = nullptr;  ///< the option whose value comes next
};

Typed walk(const std::vector<CompletedVerb>& verbs, const std::vector<std::string>& words) {
  Typed typed{&verbs.front()};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "=") continue;
    if (typed.value_of != nullptr) {
      typed.value_of = nullptr;
    } else if (word.starts_with('-')) {
      const Slot* const option = option_named(*typed.verb, word);
      if (option != nullptr && !option->row.value.empty()) typed.value_of = option;
    } else if (typed.verb->name.empty()) {
      for (const CompletedVerb& verb : verbs)
        if (verb.name == word) typed.verb = &verb;
    } else {
      ++typed.arguments;
    }
  }
  return typed;
}

/// One candidate a line, with a text behind a tab; last what else may stand there: ":file", ":folder", or ":list" where
/// a comma and more may follow.
std::string offers(const Slot& slot, const std::string& before, const std::string& current) {
  const std::size_t comma = slot.offer == Offer::list ? current.rfind(',') + 1 : 0;
  std::string text;
  for (const std::string& word : slot.words)
    if (word.starts_with(current.substr(comma))) text += before + current.substr(0, comma) + word + "\n";
  switch (slot.offer) {
    case Offer::list:
      return text + ":list\n";
    case Offer::file:
      return text + ":file\n";
    case Offer::folder:
      return text + ":folder\n";
    default:
      return text;
  }
}

std::string names(const CompletedVerb& verb, const std::string& current) {
  std::string text;
  for (const Slot& slot : verb.options)
    for (const std::string& name : slot.row.names)
      if (name.starts_with(current)) text += name + "\t" + slot.row.text + "\n";
  return text;
}

}  // namespace

std::string completion_words(const std::vector<std::string>& words, const CommandTree& tree) {
  const std::vector<CompletedVerb> verbs = completed_verbs(tree);
  const Typed typed = walk(verbs, words);
  const std::string current = words.empty() || words.back() == "=" ? "" : words.back();
  if (typed.value_of != nullptr) return offers(*typed.value_of, "", current);
  if (const std::size_t sign = current.find('='); current.starts_with("--") && sign != std::string::npos) {
    const Slot* const option = option_named(*typed.verb, current.substr(0, sign));
    return option == nullptr ? "" : offers(*option, current.substr(0, sign + 1), current.substr(sign + 1));
  }
  if (current.starts_with('-')) return names(*typed.verb, current);
  if (!typed.verb->name.empty()) {
    const std::vector<Slot>& arguments = typed.verb->arguments;
    if (typed.arguments < arguments.size()) return offers(arguments[typed.arguments], "", current);
    return arguments.empty() || !arguments.back().row.many ? "" : offers(arguments.back(), "", current);
  }
  std::string text;
  for (const CompletedVerb& verb : verbs)
    if (!verb.name.empty() && verb.name.starts_with(current)) text += verb.name + "\t" + verb.text + "\n";
  return text;
}

std::string completion_script(const std::string& shell) {
  if (shell == "bash") return std::string(kBash);
  if (shell == "zsh") return std::string(kZsh);
  if (shell == "fish") return std::string(kFish);
  const std::array<std::string, 3> shells = {"bash", "zsh", "fish"};
  throw Error({"E2005", "no completion for " + printable(shell), {}, suggestion(shell, shells)});
}

}  // namespace greisen
