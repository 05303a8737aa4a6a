// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "base/exit_codes.hpp"
#include "base/process/environment.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "catalogue/catalogue.hpp"
#include "pipeline/cli/tree.hpp"

namespace greisen {
namespace {

/// Text as groff takes it: nothing in it is a request, a break or another character than it was.
std::string roff(std::string_view text) {
  std::string safe;
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) safe = "\\&";
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    const std::string_view bytes = text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
    constexpr std::string_view kSpecial = "\\-'`^~\"";
    constexpr std::array<std::string_view, kSpecial.size()> kEscapes = {"\\(rs", "\\-",   "\\(aq", "\\(ga",
                                                                        "\\(ha", "\\(ti", "\\(dq"};
    const std::size_t special = bytes.size() == 1 ? kSpecial.find(bytes.front()) : std::string_view::npos;
    if (special != std::string_view::npos) {
      safe += kEscapes.at(special);
    } else if (bytes == "\n") {
      safe += ' ';
    } else if (bytes.size() > 1 && point.valid) {
      safe += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(point.value));
    } else {
      safe += bytes;
    }
  }
  return safe;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }
std::string section(std::string_view title) { return ".SH " + std::string(title) + "\n"; }
/// `body` is whole lines.
std::string entry(const std::string& head, const std::string& body) { return ".TP\n" + head + "\n" + body; }

/// A line of its own, with a full stop.
std::string sentence(const std::string& text) { return text.empty() ? text : roff(text) + ".\n"; }

std::string option_entry(const OptionRow& row) {
  std::vector<std::string> names;
  for (const std::string& name : row.names) names.push_back(row.argument ? italic(name) : bold(name));
  std::string head = join(names, ", ");
  if (!row.argument && !row.value.empty()) head += " " + italic(row.choices.empty() ? row.value : "WORD");
  std::string body = sentence(row.text);
  if (!row.choices.empty()) body += sentence("One of " + join(row.choices, ", "));
  if (!row.preset.empty()) body += sentence("Default: " + row.preset);
  if (row.many && row.argument) body += sentence("One or more");
  if (row.required && !row.argument) body += sentence("Required");
  return entry(head, body);
}

std::string options_section(std::string_view title, const VerbRow& verb,
                            const std::function<bool(const OptionRow&)>& wanted) {
  std::string text;
  for (const OptionRow& row : verb.options)
    if (wanted(row)) text += option_entry(row);
  return text.empty() ? text : section(title) + text;
}

std::string exit_section() {
  std::string text = section("EXIT STATUS");
  for (const ExitCode& row : exit_codes()) text += entry(bold(std::to_string(row.code)), roff(row.meaning) + "\n");
  return text + ".PP\nThe first digit of an error\\(aqs code is the exit status; " + bold("greisen explain") + " " +
         italic("CODE") + " tells more.\n";
}

std::string environment_section() {
  std::string text = section("ENVIRONMENT");
  for (const EnvironmentFact& fact : environment_facts()) text += entry(bold(fact.name), roff(fact.about) + "\n");
  return text;
}

/// "Evidence: LAYER" of what a style draws.
std::string drawn(const Style& style) {
  std::string text = style.title;
  if (text.starts_with("{") && !style.group.empty()) text.insert(0, style.group.front() + ": ");
  bool inside = false;
  std::string plain;
  for (const char c : text) {
    if (c == '{' || c == '}') {
      inside = c == '{';
    } else {
      plain += inside && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return plain;
}

/// What a run leaves behind; its maps as the catalogue of styles has them.
std::string files_section(const Catalogue& catalogue) {
  const auto row = [](const std::string& file, std::string_view about) {
    return entry(italic(file), roff(about) + "\n");
  };
  std::string text = section("FILES") + row("survey.yaml", "the survey; greisen schema prints what it may hold");
  text += row("RUN/report.html", "the report: open it in a browser") + row("RUN/project.qgz", "the map for QGIS") +
          row("RUN/run.json", "every decision of the run") +
          row("RUN/checksums.sha256", "what greisen verify holds the files against");
  for (const Style& style : catalogue.styles) text += row("RUN/" + style.files, drawn(style));
  return text;
}

std::string examples_section(const std::vector<std::string_view>& lines, std::string_view next) {
  std::string text;
  if (!lines.empty()) {
    text = section("EXAMPLES") + ".EX\n";
    for (const std::string_view line : lines) text += roff(line) + "\n";
    text += ".EE\n";
  }
  return next.empty() ? text : text + ".PP\nNext: " + roff(next) + ".\n";
}

std::string see_also(std::vector<std::string> names) {
  for (std::string& name : names) name = bold(name) + "(1)";
  return section("SEE ALSO") + join(names, ",\n") + "\n";
}

std::string title(const std::string& name, const std::string& date, std::string_view summary) {
  std::string upper = name;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return ".TH " + roff(upper) + " 1 \"" + date + "\" \"greisen " GREISEN_VERSION "\" \"greisen manual\"\n" +
         section("NAME") + roff(name) + " \\- " + roff(summary) + "\n";
}

std::string notices_section() {
  return section("COPYRIGHT") +
         "Apache License 2.0. THIRD_PARTY_NOTICES.md in the documentation folder names what others wrote.\n";
}

ManPage verb_page_of(const Verb& verb, const VerbRow& row, const std::string& date) {
  const std::string name = "greisen-" + row.name;
  std::string text = title(name, date, row.text) + section("SYNOPSIS") + bold("greisen " + row.name) + " " +
                     roff(usage_of(row)) + "\n" + section("DESCRIPTION") + sentence(row.text);
  text += options_section("ARGUMENTS", row, [](const OptionRow& option) { return option.argument; });
  text += options_section("OPTIONS", row, [](const OptionRow& option) { return !option.argument && !option.global; });
  text += options_section("OPTIONS OF EVERY VERB", row, [](const OptionRow& option) { return option.global; });
  text += exit_section() + section("ENVIRONMENT") + "As " + bold("greisen") + "(1) tells.\n";
  text += examples_section(verb.examples, verb.next) + see_also({"greisen"});
  return {name, text};
}

ManPage program_page(const std::vector<Verb>& verbs, const VerbRow& row, const std::string& date) {
  std::vector<std::string> pages;
  std::vector<std::string_view> examples;
  std::string text = title("greisen", date, row.text) + section("SYNOPSIS") + bold("greisen") + " " + italic("VERB") +
                     " [options]\n" + section("DESCRIPTION") + sentence(row.text) +
                     ".PP\nstdout carries results only; progress, warnings and the log go to stderr.\n" +
                     section("VERBS");
  for (const Verb& verb : verbs) {
    text += entry(bold("greisen-" + std::string(verb.name)) + "(1)", sentence(std::string(verb.summary)));
    pages.push_back("greisen-" + std::string(verb.name));
    if (verb.everyday && !verb.examples.empty()) examples.push_back(verb.examples.front());
  }
  text += options_section("OPTIONS", row, [](const OptionRow& option) { return !option.argument; });
  text += exit_section() + environment_section() + files_section(load_catalogue());
  text += examples_section(examples, {}) + notices_section() + see_also(pages);
  return {"greisen", text};
}

}  // namespace

std::vector<ManPage> man_pages(const std::vector<Verb>& verbs, const CommandTree& tree, const std::string& date) {
  std::vector<ManPage> pages = {program_page(verbs, tree.program, date)};
  for (const Verb& verb : verbs)
    for (const VerbRow& row : tree.verbs)
      if (row.name == verb.name) pages.push_back(verb_page_of(verb, row, date));
  return pages;
}

}  // namespace greisen
