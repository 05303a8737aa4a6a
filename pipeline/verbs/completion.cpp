// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/tree.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {

Verb completion_verb() {
  Verb verb;
  verb.name = "completion";
  verb.summary = "Completion of verbs, options and catalogue names for a shell";
  verb.examples = {"greisen completion bash > ~/.local/share/bash-completion/completions/greisen",
                   "greisen completion fish > ~/.config/fish/completions/greisen.fish"};
  verb.next = "open a new shell, type greisen and press Tab";
  verb.declare = [](Declaration& command) {
    const auto shell = std::make_shared<std::string>();
    const auto words = std::make_shared<std::vector<std::string>>();
    command.add_option("SHELL", *shell, "The shell; words: what may stand for the last WORD, as its script asks")
        ->required()
        ->type_name("bash|zsh|fish|words");
    command.add_option("WORD", *words, "The command line so far, behind greisen");
    return [shell, words, command](Session&) {
      const bool asked = *shell == "words";
      const std::string text = asked ? completion_words(*words, command.program()) : completion_script(*shell);
      return VerbResult{0, text, std::string(asked ? "{\"words\":" : "{\"script\":") + json_string(text) + "}"};
    };
  };
  return verb;
}

}  // namespace greisen
