// SPDX-License-Identifier: Apache-2.0
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

Verb demo_verb() {
  Verb verb;
  verb.name = "demo";
  verb.summary = "Writes a small survey with dykes planted in it and runs it: first contact and smoke test";
  verb.examples = {"greisen demo first_look"};
  verb.next =
      "open DIR/run/report.html in a browser, DIR/run/project.qgz in QGIS; DIR/truth.geojson is what was planted";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto folder = std::make_shared<std::string>();
    command.add_option("DIR", *folder, "Folder to write; must not be there yet, or give --overwrite")->required();
    const auto country = std::make_shared<SampleCountry>();
    command.add_option(
        "--district", country->district,
        "Another country: the seed of a district with sixty dykes of 2 to 30 m, a third of them aplites, and "
        "an ASTER scene");
    const auto variety = std::make_shared<std::string>();
    std::vector<std::string> known;
    for (const sample::Variety& one : sample::varieties()) known.emplace_back(one.id);
    command
        .add_option("--variety", *variety,
                    "A district of another making: drawn by its seed from the ranges of a variety (docs/finding.md)")
        ->one_of(known);
    const auto only_write = std::make_shared<bool>(false);
    command.add_flag("--only-write", *only_write, "Writes the survey and does not run it");
    command.add_option("--size", country->size_km, "Side of a district in km; dykes grow in number with its area")
        ->range(3, 30)
        ->preset();
    command.add_flag("--barren", country->barren, "Without anything planted: what a run makes of nothing");
    command.add_option("--dates", country->dates, "Scenes of Sentinel-2, every other in the neighbouring zone")
        ->range(1, 4)
        ->preset();
    command.add_option("--cover", country->cover, "Share of the ground under leaves, about")->range(0, 0.9)->preset();
    command.add_option("--contrast", country->contrast, "How much of what is planted shows, 0 to 1")
        ->range(0, 1)
        ->preset();
    return [folder, country, variety, only_write](Session& session) {
      if (country->district == 0 && country->size_km != SampleCountry().size_km)
        throw Error({"E2005", "--size is for districts; the demo has one size", {}, "add --district SEED"});
      *folder = settled_place(*folder);
      std::error_code unknown;
      if (std::filesystem::exists(*folder, unknown) && !std::filesystem::is_empty(*folder, unknown) &&
          !session.globals.overwrite)
        throw Error(
            {"E2050", "the folder is there already: " + printable(*folder), {}, "give another one, or --overwrite"});
      if (variety->empty())
        write_sample_survey(*folder, session.log, *country);
      else
        sample::write_district(*folder, sample::find_variety(*variety),
                               {std::max<std::uint64_t>(country->district, 1), country->barren, country->contrast});
      if (*only_write) return VerbResult{};
      RunOptions options;
      options.survey = *folder + "/survey.yaml";
      return run_survey(options, session);
    };
  };
  return verb;
}

}  // namespace greisen
