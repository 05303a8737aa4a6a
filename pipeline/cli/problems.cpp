// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/problems.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"

namespace greisen {
namespace {

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-' && word != "--"; }

std::vector<std::string> option_names(const VerbRow& verb) {
  std::vector<std::string> names;
  for (const OptionRow& row : verb.options) {
    if (!row.argument) names.insert(names.end(), row.names.begin(), row.names.end());
  }
  return names;
}

std::string help_line(const CLI::App& app) {
  return app.get_parent() == nullptr ? "greisen help" : "greisen help " + app.get_name();
}

std::string said_of(const CLI::App& app) { return app.get_parent() == nullptr ? "" : " of greisen " + app.get_name(); }

Problem unknown_option(const std::string& word, const CLI::App& app) {
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string> names = option_names(describe(app));
  std::string near = nearest(name, names);
  if (near.empty() && name.starts_with("--")) {  // the beginning of an option is a likely slip too
    const auto longer =
        std::find_if(names.begin(), names.end(), [&](const auto& other) { return other.starts_with(name); });
    if (longer != names.end()) near = *longer;
  }
  return {"E2003",
          "no option " + printable(name) + said_of(app),
          {},
          near.empty() ? help_line(app) + " lists the options" : "did you mean '" + near + "'?"};
}

void add_unknown(const CLI::App& app, bool arguments_too, std::vector<Problem>& problems) {
  const std::vector<std::string> words = app.remaining(false);
  for (const std::string& word : words) {
    if (is_option(word)) problems.push_back(unknown_option(word, app));
  }
  // what follows an unknown option may be its value: then the option alone is to blame
  if (!arguments_too || !problems.empty()) return;
  for (const std::string& word : words) {
    if (word == "--") continue;
    problems.push_back({"E2006",
                        "an argument too many" + said_of(app) + ": " + printable(word),
                        {},
                        help_line(app) + " shows what it takes"});
  }
}

/// The option a message of CLI11 begins with: "--format: cogg not in {cog,gtiff}".
const OptionRow* row_of_message(const std::string& message, const VerbRow& verb) {
  const std::string name = message.substr(0, message.find(':'));
  const auto found = std::find_if(verb.options.begin(), verb.options.end(), [&](const OptionRow& row) {
    return std::find(row.names.begin(), row.names.end(), name) != row.names.end();
  });
  return found == verb.options.end() ? nullptr : &*found;
}

Problem wrong_value(const std::string& message, const CLI::App& app) {
  const VerbRow verb = describe(app);
  const OptionRow* const row = row_of_message(message, verb);
  const std::size_t end = message.find(" not in {");
  const std::size_t colon = message.find(": ");
  if (row == nullptr || row->choices.empty() || end == std::string::npos || colon == std::string::npos)
    return {"E2005", printable(message, 200), {}, help_line(app) + " says what it takes"};
  const std::string given = message.substr(colon + 2, end - colon - 2);
  return {"E2005", message.substr(0, colon) + " takes no " + printable(given), {}, suggestion(given, row->choices)};
}

}  // namespace

const CLI::App* given_verb(const CLI::App& root) {
  const auto given = root.get_subcommands();
  return given.empty() ? nullptr : given.front();
}

std::vector<Problem> unknown_verbs(const CLI::App& root) {
  std::vector<std::string> names;
  for (const VerbRow& verb : describe_program(root).verbs) names.push_back(verb.name);
  std::vector<Problem> problems;
  for (const std::string& word : root.remaining(false)) {
    if (is_option(word) || word == "--") continue;
    const std::string near = nearest(word, names);
    problems.push_back({"E2002",
                        "no verb " + printable(word),
                        {},
                        near.empty() ? "greisen help lists the verbs" : "did you mean '" + near + "'?"});
    break;  // what follows belongs to it
  }
  return problems;
}

std::vector<Problem> unknown_words(const CLI::App& root) {
  std::vector<Problem> problems;
  add_unknown(root, false, problems);
  if (const CLI::App* const verb = given_verb(root)) add_unknown(*verb, true, problems);
  return problems;
}

Problem problem_of(const CLI::ParseError& failure, const CLI::App& root) {
  const CLI::App* const verb = given_verb(root);
  const CLI::App& app = verb == nullptr ? root : *verb;
  const std::string message = failure.what();
  if (dynamic_cast<const CLI::RequiredError*>(&failure) != nullptr)
    return {"E2004",
            "greisen " + app.get_name() + ": " + printable(message, 200),
            {},
            help_line(app) + " shows what it takes"};
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&failure) != nullptr)
    return {"E2007", printable(message, 200), {}, help_line(app) + " shows what it takes"};
  return wrong_value(message, app);
}

}  // namespace greisen
