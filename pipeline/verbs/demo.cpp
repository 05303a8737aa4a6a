// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/run/run.hpp"
#include "pipeline/verbs/verbs.hpp"
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
    return [folder, country](Session& session) {
      if (country->district == 0 && country->size_km != SampleCountry().size_km)
        throw Error({"E2005", "--size is for districts; the demo has one size", {}, "add --district SEED"});
      *folder = settled_place(*folder);
      std::error_code unknown;
      if (std::filesystem::exists(*folder, unknown) && !std::filesystem::is_empty(*folder, unknown) &&
          !session.globals.overwrite)
        throw Error(
            {"E2050", "the folder is there already: " + printable(*folder), {}, "give another one, or --overwrite"});
      write_sample_survey(*folder, session.log, *country);
      RunOptions options;
      options.survey = *folder + "/survey.yaml";
      return run_survey(options, session);
    };
  };
  return verb;
}

}  // namespace greisen
