// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/tree.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "pipeline/cli/globals.hpp"

namespace greisen {
namespace {

bool kind_of_type(const std::string& word) {
  return word == "TEXT" || word == "FLOAT" || word == "INT" || word == "UINT" || word == "ENUM" || word.empty();
}

/// "TEXT:{nearest,bilinear}" and "auto|always|never" are closed sets; "FILE" and "TEXT" are not.
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  if (open != std::string::npos && close != std::string::npos && close > open)
    return split(std::string_view(type).substr(open + 1, close - open - 1), ',');
  return type.find('|') == std::string::npos ? std::vector<std::string>() : split(type, '|');
}

/// CLI11's words for types ("TEXT", "FLOAT:POSITIVE") as people write them.
std::string value_of(const std::string& type, const std::vector<std::string>& choices) {
  if (!choices.empty()) return join(choices, "|");
  std::string kind = type.substr(0, type.find(':'));
  if (!kind_of_type(kind)) return kind;
  return kind == "INT" || kind == "UINT" ? "N" : kind == "FLOAT" ? "NUMBER" : "VALUE";
}

OptionRow row_of(const CLI::Option& option) {
  OptionRow row;
  row.argument = option.get_positional();
  if (row.argument) {
    row.names.push_back(option.get_name(true));
  } else {
    for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
  }
  row.text = option.get_description();
  row.required = option.get_required();
  row.many = option.get_items_expected_max() > 1;
  row.list = option.get_delimiter() != '\0';
  row.global = option.get_group() == kGlobalGroup;
  if (row.argument || option.get_items_expected_max() > 0) {
    row.choices = choices_of(option.get_type_name());
    row.preset = option.get_default_str();
    row.value = row.argument && row.choices.empty() ? row.names.front() : value_of(option.get_type_name(), row.choices);
  }
  return row;
}

}  // namespace

std::string signature_of(const OptionRow& row) {
  const std::string text = join(row.names, ", ");
  if (row.argument) return text + (row.many ? "…" : "");
  return text + (row.value.empty() ? "" : " " + row.value);
}

std::string usage_of(const VerbRow& verb) {
  std::string text;
  for (const OptionRow& row : verb.options) {
    if (row.argument) text += row.required ? signature_of(row) + " " : "[" + signature_of(row) + "] ";
  }
  for (const OptionRow& row : verb.options) {
    if (!row.argument && row.required) text += row.names.front() + " " + row.value + " ";
  }
  return text + "[options]";
}

VerbRow describe(const CLI::App& app) {
  VerbRow row{app.get_name(), app.get_description(), {}};
  for (const CLI::Option* option : app.get_options({})) row.options.push_back(row_of(*option));
  // help is declared first by the library and read last by people
  std::stable_partition(row.options.begin(), row.options.end(), [](const OptionRow& option) {
    return std::find(option.names.begin(), option.names.end(), "--help") == option.names.end();
  });
  return row;
}

std::vector<VerbRow> describe_verbs(const CLI::App& root) {
  std::vector<VerbRow> rows;
  for (const CLI::App* verb : root.get_subcommands([](const CLI::App*) { return true; }))
    rows.push_back(describe(*verb));
  return rows;
}

}  // namespace greisen
