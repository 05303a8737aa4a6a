// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "pipeline/cli/slots.hpp"

namespace greisen {
namespace {

std::string assignment(const Slot& slot) {
  const std::string words = " words=" + in_quotes(join(slot.words, " "));
  switch (slot.offer) {
    case Offer::word:
      return "offer=word" + words;
    case Offer::list:
      return "offer=list" + words;
    case Offer::file:
      return "offer=file";
    case Offer::folder:
      return "offer=folder";
    case Offer::nothing:
      break;
  }
  return "offer=nothing";
}

std::string row(const std::string& pattern, const std::string& action) {
  return "    " + pattern + ") " + action + " ;;\n";
}

/// "run:-o|run:--output) offer=folder ;;"
std::string value_rows(const CompletedVerb& verb) {
  std::string text;
  for (const Slot& slot : verb.options) {
    if (slot.row.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : slot.row.names) patterns.push_back(verb.name + ":" + name);
    text += row(join(patterns, "|"), assignment(slot));
  }
  return text;
}

std::string option_row(const CompletedVerb& verb) {
  std::vector<std::string> names;
  for (const Slot& slot : verb.options) names.insert(names.end(), slot.row.names.begin(), slot.row.names.end());
  return row(verb.name + ":", "offer=word words=" + in_quotes(join(names, " ")));
}

/// The last argument of a verb may be given many times.
std::string argument_rows(const CompletedVerb& verb) {
  std::string text;
  for (std::size_t i = 0; i < verb.arguments.size(); ++i) {
    const Slot& slot = verb.arguments[i];
    text += row(verb.name + ":" + (slot.row.many ? "*" : std::to_string(i)), assignment(slot));
  }
  return text;
}

constexpr std::string_view kBegin = R"sh(# bash completion of greisen: source it, or put it where bash-completion looks
# what is offered for the value of option $2 of verb $1; nothing is set where it takes none
_greisen_value() {
  offer= words=
  case $1:$2 in
)sh";

constexpr std::string_view kFunction = R"sh(  esac
}
_greisen() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= offer= words= chosen= count=0 i
  COMPREPLY=()
  # --option=value arrives as three words
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} == = ]]; then
      ((i++))
    elif [[ ${COMP_WORDS[i]} == -* ]]; then
      _greisen_value "$verb" "${COMP_WORDS[i]}"
      if [[ -n $offer && ${COMP_WORDS[i+1]} != = ]]; then ((i++)); fi
    elif [[ -z $verb ]]; then
      verb=${COMP_WORDS[i]}
    else
      ((count++))
    fi
  done
  _greisen_value "$verb" "$before"
  if [[ -n $offer ]]; then
    :
  elif [[ $current == -* ]]; then
    case $verb: in
)sh";

constexpr std::string_view kArguments = R"sh(    esac
  else
    case $verb:$count in
)sh";

constexpr std::string_view kEnd = R"sh(    esac
  fi
  case $offer in
    word) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    list)
      if [[ $current == *,* ]]; then chosen=${current%,*},; fi
      COMPREPLY=($(compgen -P "$chosen" -W "$words" -- "${current##*,}"))
      compopt -o nospace 2>/dev/null ;;
    folder) compopt -o dirnames +o default 2>/dev/null ;;
    file) ;;
    *) compopt +o default 2>/dev/null ;;
  esac
}
complete -o default -F _greisen greisen
)sh";

}  // namespace

std::string bash_script(const CompletedVerb& program, const std::vector<CompletedVerb>& verbs) {
  std::vector<std::string> names;
  std::string values = value_rows(program);
  std::string options = option_row(program);
  std::string arguments;
  for (const CompletedVerb& verb : verbs) {
    names.push_back(verb.name);
    values += value_rows(verb);
    options += option_row(verb);
    arguments += argument_rows(verb);
  }
  arguments += row(":*", "offer=word words=" + in_quotes(join(names, " ")));
  std::string text(kBegin);
  return text.append(values).append(kFunction).append(options).append(kArguments).append(arguments).append(kEnd);
}

}  // namespace greisen
