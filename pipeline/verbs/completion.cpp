// SPDX-License-Identifier: Apache-2.0
#include <memory>

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
    command.add_option("SHELL", *shell, "The shell")->required()->type_name("bash|zsh|fish");
    return [shell, command](Session&) {
      const std::string script = completion_script(*shell, command.program());
      return VerbResult{0, script, "{\"script\":" + json_string(script) + "}"};
    };
  };
  return verb;
}

}  // namespace greisen
