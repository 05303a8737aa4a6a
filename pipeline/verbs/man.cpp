// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include <fmt/chrono.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/tree.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

struct ManOptions {
  std::string verb;
  std::string folder;
};

/// Never the clock's: the same program writes the same pages.
std::string date_of_pages() {
  const auto seconds = parse_int64(environment_variable("SOURCE_DATE_EPOCH"));
  constexpr std::int64_t kYear10000 = 253402300800;
  if (!seconds || *seconds < 0 || *seconds >= kYear10000) return {};
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(static_cast<std::time_t>(*seconds)));
}

VerbResult print_page(const std::vector<ManPage>& pages, const std::string& verb) {
  const std::string name = verb.empty() ? "greisen" : "greisen-" + verb;
  const auto found = std::find_if(pages.begin(), pages.end(), [&](const ManPage& page) { return page.name == name; });
  if (found != pages.end()) return {0, found->text, "{\"page\":" + json_string(found->text) + "}"};
  std::vector<std::string> names;
  for (const Verb& row : verbs()) names.emplace_back(row.name);
  throw Error({"E2002", "no verb " + printable(verb), {}, suggestion(verb, names)});
}

VerbResult write_pages(const std::vector<ManPage>& pages, const std::string& folder, bool overwrite) {
  VerbResult result;
  std::vector<std::string> files;
  ensure_folder(folder);
  for (const ManPage& page : pages) {
    const std::string file = folder + "/" + page.name + ".1";
    std::error_code unknown;
    if (!overwrite && std::filesystem::exists(file, unknown))
      throw Error(
          {"E2050", "the output is there already: " + printable(file, 400), {}, "give --overwrite, or another -o"});
    write_file_atomically(file, page.text);
    result.text += file + "\n";
    files.push_back(json_string(file));
  }
  result.json = "{\"files\":[" + join(files, ",") + "]}";
  return result;
}

}  // namespace

Verb man_verb() {
  Verb verb;
  verb.name = "man";
  verb.summary = "The pages of the manual, for man and for packages";
  verb.examples = {"greisen man run | man -l -", "greisen man -o ~/.local/share/man/man1"};
  verb.next = "man greisen-run";
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<ManOptions>();
    std::vector<std::string> names;
    for (const Verb& row : verbs()) names.emplace_back(row.name);
    command.add_option("VERB", options->verb, "The page of this verb; of the program otherwise")
        ->type_name(join(names, "|"));
    command.add_option("-o,--output", options->folder, "Write all pages into this folder")->type_name("DIR");
    return [options, command](Session& session) {
      const std::vector<ManPage> pages = man_pages(verbs(), command.program(), date_of_pages());
      if (options->folder.empty()) return print_page(pages, options->verb);
      return write_pages(pages, options->folder, session.globals.overwrite);
    };
  };
  return verb;
}

}  // namespace greisen
