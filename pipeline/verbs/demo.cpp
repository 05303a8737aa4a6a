// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/run/run.hpp"
#include "pipeline/verbs/verbs.hpp"
#include "sample_data/districts/district_survey.hpp"
#include "sample_data/sample_survey.hpp"

namespace greisen {
namespace {

struct Asked {
  std::string folder;
  SampleCountry country;
  std::string variety;
  bool only_write = false;
};

void declare(Declaration& command, Asked& asked) {
  command.add_option("DIR", asked.folder, "Folder to write; must not be there yet, or give --overwrite")->required();
  command.add_option(
      "--district", asked.country.district,
      "Another country: the seed of a district with sixty dykes of 2 to 30 m, a third of them aplites, and "
      "an ASTER scene");
  std::vector<std::string> known;
  for (const sample::Variety& one : sample::varieties()) known.emplace_back(one.id);
  command
      .add_option("--variety", asked.variety,
                  "A district of another making: drawn by its seed from the ranges of a variety (docs/finding.md)")
      ->one_of(known);
  command.add_flag("--only-write", asked.only_write, "Writes the survey and does not run it");
  command.add_option("--size", asked.country.size_km, "Side of a district in km; dykes grow in number with its area")
      ->range(3, 30)
      ->preset();
  command.add_flag("--barren", asked.country.barren, "Without anything planted: what a run makes of nothing");
  command.add_option("--dates", asked.country.dates, "Scenes of Sentinel-2, every other in the neighbouring zone")
      ->range(1, 4)
      ->preset();
  command.add_option("--cover", asked.country.cover, "Share of the ground under leaves, about")
      ->range(0, 0.9)
      ->preset();
  command.add_option("--contrast", asked.country.contrast, "How much of what is planted shows, 0 to 1")
      ->range(0, 1)
      ->preset();
}

void check(const Asked& asked, bool overwrite) {
  const SampleCountry usual;
  const SampleCountry& country = asked.country;
  const bool other_size = country.size_km != usual.size_km;
  if (!asked.variety.empty() && (other_size || country.dates != usual.dates || country.cover != usual.cover))
    throw Error({"E2005",
                 "--size, --dates and --cover are not for a variety, whose districts draw them",
                 {},
                 "leave them out, or leave out --variety"});
  if (country.district == 0 && other_size)
    throw Error({"E2005", "--size is for districts; the demo has one size", {}, "add --district SEED"});
  std::error_code unknown;
  if (std::filesystem::exists(asked.folder, unknown) && !std::filesystem::is_empty(asked.folder, unknown) && !overwrite)
    throw Error(
        {"E2050", "the folder is there already: " + printable(asked.folder), {}, "give another one, or --overwrite"});
}

VerbResult make(Asked& asked, Session& session) {
  asked.folder = settled_place(asked.folder);
  check(asked, session.globals.overwrite);
  if (asked.variety.empty())
    write_sample_survey(asked.folder, session.log, asked.country);
  else
    sample::write_district(
        asked.folder, sample::find_variety(asked.variety),
        {std::max<std::uint64_t>(asked.country.district, 1), asked.country.barren, asked.country.contrast});
  RunOptions options;
  options.survey = asked.folder + "/survey.yaml";
  if (asked.only_write) return {0, options.survey + "\n"};
  return run_survey(options, session);
}

}  // namespace

Verb demo_verb() {
  Verb verb;
  verb.name = "demo";
  verb.summary = "Writes a small survey with dykes planted in it and runs it: first contact and smoke test";
  verb.examples = {"greisen demo first_look"};
  verb.next =
      "open DIR/run/report.html in a browser, DIR/run/project.qgz in QGIS; DIR/truth.geojson is what was planted";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto asked = std::make_shared<Asked>();
    declare(command, *asked);
    return [asked](Session& session) { return make(*asked, session); };
  };
  return verb;
}

}  // namespace greisen
