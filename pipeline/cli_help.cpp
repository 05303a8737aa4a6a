// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "pipeline/cli_tree.hpp"
#include "pipeline/text_layout.hpp"

namespace greisen {
namespace {

std::string left_of(const OptionRow& row) {
  std::string text = join(row.names, ", ");
  if (row.argument) return text + (row.many ? "…" : "");
  return text + (row.value.empty() ? "" : " " + row.value);
}

std::string section(const std::string& title, const std::vector<OptionRow>& rows) {
  if (rows.empty()) return {};
  std::size_t width = 0;
  for (const OptionRow& row : rows) width = std::max(width, text_width(left_of(row)));
  std::string text = "\n" + title + ":\n";
  for (const OptionRow& row : rows) {
    std::string about = row.text;
    if (row.argument && !row.choices.empty()) about += (about.empty() ? "" : ": ") + join(row.choices, ", ");
    text += folded(left_of(row), about, std::min<std::size_t>(width, 28));
  }
  return text;
}

std::vector<OptionRow> rows_where(const VerbRow& verb, const std::function<bool(const OptionRow&)>& wanted) {
  std::vector<OptionRow> rows;
  std::copy_if(verb.options.begin(), verb.options.end(), std::back_inserter(rows), wanted);
  return rows;
}

std::string usage(const VerbRow& verb) {
  std::string text = "usage: greisen " + verb.name;
  for (const OptionRow& row : verb.options) {
    if (!row.argument) continue;
    const std::string word = row.names.front() + (row.many ? "…" : "");
    text += row.required ? " " + word : " [" + word + "]";
  }
  for (const OptionRow& row : verb.options) {
    if (!row.argument && row.required) text += " " + row.names.front() + " " + row.value;
  }
  return text + " [options]\n";
}

std::string examples(const std::vector<std::string_view>& lines) {
  if (lines.empty()) return {};
  std::string text = "\nExamples:\n";
  for (const std::string_view line : lines) text += "  " + std::string(line) + "\n";
  return text;
}

}  // namespace

std::string verb_page(const Verb& verb, const CLI::App& app) {
  const VerbRow row = describe(app);
  std::string text = std::string(verb.summary) + ".\n\n" + usage(row);
  text += section("Arguments", rows_where(row, [](const OptionRow& option) { return option.argument; }));
  text +=
      section("Options", rows_where(row, [](const OptionRow& option) { return !option.argument && !option.global; }));
  text += section("Options of every verb", rows_where(row, [](const OptionRow& option) { return option.global; }));
  text += examples(verb.examples);
  if (!verb.next.empty()) text += "\nNext: " + std::string(verb.next) + "\n";
  return text;
}

std::string first_screen(const std::vector<Verb>& verbs, const CLI::App& root) {
  std::string text =
      "greisen " GREISEN_VERSION ": ranked tungsten and lithium-pegmatite targets from satellite scenes\n\n";
  text += "usage: greisen VERB [options]\n\nEvery day:\n";
  std::vector<std::string> others;
  std::vector<std::string_view> shown;
  for (const Verb& verb : verbs) {
    if (!verb.everyday) {
      others.emplace_back(verb.name);
      continue;
    }
    text += folded(std::string(verb.name), std::string(verb.summary), 9);
    const bool telling = verb.name == "demo" || verb.name == "run" || verb.name == "compute";
    if (telling && !verb.examples.empty()) shown.push_back(verb.examples.front());
  }
  text += examples(shown);
  text += "\nMore verbs: " + join(others, ", ") + "\n";
  text += section("Options of every verb",
                  rows_where(describe(root), [](const OptionRow& option) { return !option.argument; }));
  return text + "\nNext: greisen help VERB tells all of a verb; greisen doctor looks at this machine\n";
}

}  // namespace greisen
