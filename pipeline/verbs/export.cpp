// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/products/exports/formats.hpp"
#include "pipeline/products/exports/source.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

constexpr int kSomethingMissing = 5;
constexpr int kNothing = 6;
constexpr int kSignals = 128;  ///< and the number of the signal

struct ExportOptions {
  std::string run;
  std::string folder;
  std::string crs;
  std::deque<bool> wanted;  ///< one a format; its places stay where they are
  bool all = false;
};

std::vector<const ExportFormat*> chosen(const ExportOptions& options) {
  std::vector<const ExportFormat*> formats;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < export_formats().size(); ++i) {
    words.push_back("--" + std::string(export_formats()[i].flag));
    if (options.all || options.wanted[i]) formats.push_back(&export_formats()[i]);
  }
  if (formats.empty())
    throw Error({"E2004", "no format is asked for", {}, "give one or more of " + join(words, " ") + ", or --all"});
  return formats;
}

std::string json_of(const std::vector<ExportOutcome>& outcomes, const std::string& folder) {
  std::string written;
  std::string skipped;
  for (const ExportOutcome& one : outcomes) {
    std::string notes;
    for (const std::string& note : one.made.notes) notes += (notes.empty() ? "" : ",") + json_string(note);
    std::string& list = one.made.made ? written : skipped;
    list +=
        fmt::format("{}{{\"format\":{},\"path\":{},\"bytes\":{},\"notes\":[{}]}}", list.empty() ? "" : ",",
                    json_string(one.format->flag), one.made.made ? json_string(one.path) : "null", one.bytes, notes);
  }
  return fmt::format("{{\"folder\":{},\"written\":[{}],\"skipped\":[{}]}}", json_string(folder), written, skipped);
}

VerbResult result_of(const std::vector<ExportOutcome>& outcomes, const ExportOptions& options,
                     const std::string& folder) {
  VerbResult result;
  const auto made = std::ranges::count_if(outcomes, [](const ExportOutcome& one) { return one.made.made; });
  for (const ExportOutcome& one : outcomes) {
    if (one.made.made)
      result.text +=
          fmt::format("{}{}  {}\n", one.path, one.format->makes.ends_with('/') ? "/" : "", human_size(one.bytes));
  }
  const bool some_missing = static_cast<std::size_t>(made) < outcomes.size() && !options.all;
  result.exit_code = interrupted()  ? kSignals + signal_number()
                     : made == 0    ? kNothing
                     : some_missing ? kSomethingMissing
                                    : 0;
  result.json = json_of(outcomes, folder);
  return result;
}

VerbResult run_export(const ExportOptions& options, Session& session) {
  const std::vector<const ExportFormat*> formats = chosen(options);
  const outputs::ExportSource source = read_export_source(options.run, options.crs);
  const std::string folder = options.folder.empty() ? source.folder + "/exports" : settled_place(options.folder);
  check_export_places(formats, source.folder, folder, session.globals.overwrite);
  std::vector<ExportOutcome> outcomes;
  session.progress.begin(formats.size());
  for (const ExportFormat* const format : formats) {
    if (interrupted()) break;
    session.progress.start_step(format->flag, 0);
    outcomes.push_back(make_export(*format, source, folder));
    session.progress.finish_step();
    const outputs::Exported& made = outcomes.back().made;
    for (const std::string& note : made.notes)
      session.log.warn("W6001", fmt::format("--{}{}: {}", format->flag, made.made ? "" : " is skipped", note));
  }
  session.progress.finish();
  return result_of(outcomes, options, folder);
}

}  // namespace

Verb export_verb() {
  Verb verb;
  verb.name = "export";
  verb.summary = "Targets and maps of a run in the formats of other programs";
  verb.examples = {"greisen export run --kmz --gpx", "greisen export run --shp --crs EPSG:25830",
                   "greisen export run --all --out for_the_client"};
  verb.next = "docs/exports.md says what each is for and where it ends";
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<ExportOptions>();
    command.add_option("RUN", options->run, "The run's folder")->required();
    for (const ExportFormat& format : export_formats()) {
      options->wanted.push_back(false);
      command.add_flag("--" + std::string(format.flag), options->wanted.back(),
                       fmt::format("{} ({}): {}", format.what, format.opens, format.makes));
    }
    command.add_flag("--all", options->all, "All of these; what the run lacks is left out and named");
    command.add_option("--out", options->folder, "Folder of the exports (default: RUN/exports)")->type_name("FOLDER");
    command
        .add_option("--crs", options->crs,
                    "CRS of the vector formats, such as EPSG:25830 (default: the run's grid; KMZ and GPX are lon/lat)")
        ->type_name("CRS");
    return [options](Session& session) { return run_export(*options, session); };
  };
  return verb;
}

}  // namespace greisen
