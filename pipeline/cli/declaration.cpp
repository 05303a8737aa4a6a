// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/declaration.hpp"

#include <algorithm>
#include <cmath>

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

using Row = Declaration::Row;

Row Row::required() { return Row(option_->required()); }
Row Row::type_name(const std::string& name) { return Row(option_->type_name(name)); }
Row Row::group(const std::string& name) { return Row(option_->group(name)); }
Row Row::delimiter(char between) { return Row(option_->delimiter(between)); }
Row Row::take_all() { return Row(option_->take_all()); }
Row Row::take_last() { return Row(option_->take_last()); }
Row Row::preset() { return Row(option_->capture_default_str()); }
Row Row::range(double least, double most) {
  const bool whole = least == std::floor(least) && most == std::floor(most) && most > 1;
  return Row(whole ? option_->check(CLI::Range(static_cast<int>(least), static_cast<int>(most)))
                   : option_->check(CLI::Range(least, most)));
}
Row Row::positive() { return Row(option_->check(CLI::PositiveNumber)); }
Row Row::one_of(const std::vector<std::string>& words) { return Row(option_->check(CLI::IsMember(words))); }

Row Declaration::add_option(const std::string& names, std::string& value, const std::string& text) {
  return Row(app_->add_option(names, value, text));
}
Row Declaration::add_option(const std::string& names, std::vector<std::string>& values, const std::string& text) {
  return Row(app_->add_option(names, values, text));
}
Row Declaration::add_option(const std::string& names, std::vector<double>& values, const std::string& text) {
  return Row(app_->add_option(names, values, text));
}
Row Declaration::add_option(const std::string& names, std::optional<double>& value, const std::string& text) {
  return Row(app_->add_option(names, value, text));
}
Row Declaration::add_option(const std::string& names, double& value, const std::string& text) {
  return Row(app_->add_option(names, value, text));
}
Row Declaration::add_option(const std::string& names, int& value, const std::string& text) {
  return Row(app_->add_option(names, value, text));
}
Row Declaration::add_option(const std::string& names, std::uint64_t& value, const std::string& text) {
  return Row(app_->add_option(names, value, text));
}
Row Declaration::add_flag(const std::string& names, bool& value, const std::string& text) {
  return Row(app_->add_flag(names, value, text));
}
Row Declaration::add_to_list(const std::string& names, std::vector<std::string>& values, const std::string& text) {
  return Row(app_->add_option_function<std::vector<std::string>>(
      names,
      [&values](const std::vector<std::string>& given) { values.insert(values.end(), given.begin(), given.end()); },
      text));
}
CommandTree Declaration::program() const { return describe_program(*app_->get_parent()); }

VerbRow describe(const CLI::App& app) {
  VerbRow row{app.get_name(), app.get_description(), {}};
  for (const CLI::Option* option : app.get_options({})) row.options.push_back(row_of(*option));
  // help is declared first by the library and read last by people
  std::stable_partition(row.options.begin(), row.options.end(), [](const OptionRow& option) {
    return std::find(option.names.begin(), option.names.end(), "--help") == option.names.end();
  });
  return row;
}

CommandTree describe_program(const CLI::App& root) {
  CommandTree tree{describe(root), {}};
  for (const CLI::App* verb : root.get_subcommands([](const CLI::App*) { return true; }))
    tree.verbs.push_back(describe(*verb));
  return tree;
}

}  // namespace greisen
