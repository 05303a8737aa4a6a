// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "base/text_layout.hpp"
#include "pipeline/cli/tree.hpp"

namespace greisen {
namespace {

std::string section(const std::string& title, const std::vector<OptionRow>& rows) {
  if (rows.empty()) return {};
  std::size_t width = 0;
  for (const OptionRow& row : rows) width = std::max(width, text_width(signature_of(row)));
  std::string text = "\n" + title + ":\n";
  for (const OptionRow& row : rows) {
    std::string about = row.text;
    if (row.argument && !row.choices.empty()) about += (about.empty() ? "" : ": ") + join(row.choices, ", ");
    if (!row.preset.empty()) about += "; " + row.preset + " where it is not given";
    text += folded(signature_of(row), about, std::min<std::size_t>(width, 28));
  }
  return text;
}

std::vector<OptionRow> rows_where(const VerbRow& verb, const std::function<bool(const OptionRow&)>& wanted) {
  std::vector<OptionRow> rows;
  std::copy_if(verb.options.begin(), verb.options.end(), std::back_inserter(rows), wanted);
  return rows;
}

std::string examples(const std::vector<std::string_view>& lines) {
  if (lines.empty()) return {};
  std::string text = "\nExamples:\n";
  for (const std::string_view line : lines) text += "  " + std::string(line) + "\n";
  return text;
}

}  // namespace

std::string verb_page(const Verb& verb, const VerbRow& row) {
  std::string text = std::string(verb.summary) + ".\n\n" + "usage: greisen " + row.name + " " + usage_of(row) + "\n";
  text += section("Arguments", rows_where(row, [](const OptionRow& option) { return option.argument; }));
  text +=
      section("Options", rows_where(row, [](const OptionRow& option) { return !option.argument && !option.global; }));
  text += section("Options of every verb", rows_where(row, [](const OptionRow& option) { return option.global; }));
  text += examples(verb.examples);
  if (!verb.next.empty()) text += "\nNext: " + std::string(verb.next) + "\n";
  return text;
}

std::string first_screen(const std::vector<Verb>& verbs, const VerbRow& program) {
  std::string everyday;
  std::string others;
  std::vector<std::string_view> shown;
  for (const Verb& verb : verbs) {
    const std::string line = folded(std::string(verb.name), std::string(verb.summary), 10);
    (verb.everyday ? everyday : others) += line;
    const bool telling = verb.name == "init" || verb.name == "run" || verb.name == "compute";
    if (telling && !verb.examples.empty()) shown.push_back(verb.examples.front());
  }
  std::vector<std::string> options;
  for (const OptionRow& row : program.options)
    if (row.global) options.push_back(row.names.back());
  return "greisen " GREISEN_VERSION ": " + program.text + "\n\nusage: greisen VERB [options]\n\nEvery day:\n" +
         everyday + "\nFurther:\n" + others + examples(shown) + "\nOptions of every verb:\n" +
         folded("", join(options, ", "), 0) + "\nNew here:\n" + folded("greisen doctor", "is this machine ready?", 23) +
         folded("greisen demo first_look", "a small survey, computed at once; open first_look/run/report.html", 23) +
         folded("greisen help run", "all of a verb", 23);
}

}  // namespace greisen
