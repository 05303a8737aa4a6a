// SPDX-License-Identifier: Apache-2.0
#include "scene/inspect.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/place/area.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/outcome.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;

struct Inspected {
  std::string text;
  Json scenes = Json::array();
  std::vector<Problem> problems;  ///< one unreadable path never hides the others
};

VerbResult inspect(const std::vector<std::string>& paths, const std::string& aoi, Session& session) {
  const Catalogue catalogue = load_catalogue();
  std::optional<geo::Area> area;
  if (!aoi.empty()) area = geo::read_area({.path = aoi});
  Inspected all;
  for (const scene::SceneReport& report :
       scene::inspect(paths, catalogue, session.log, all.problems, area ? &*area : nullptr)) {
    if (interrupted()) return {128 + signal_number(), all.text, "{}"};
    all.text += (all.text.empty() ? "" : "\n") + scene::to_text(report);
    all.scenes.push_back(Json::parse(scene::to_json(report)));
  }
  // the first one decides the exit code
  std::stable_sort(all.problems.begin(), all.problems.end(),
                   [](const Problem& a, const Problem& b) { return Error(a).exit_code() > Error(b).exit_code(); });
  if (all.scenes.empty() && !all.problems.empty()) throw Error(std::move(all.problems));
  VerbResult result;
  result.text = all.text;
  Json json = {{"scenes", all.scenes}};
  if (!all.problems.empty()) {
    result.exit_code = Error(all.problems.front()).exit_code();
    json["error"] = Json::parse(to_json(all.problems.front()));
    json["errors"] = Json::array();
  }
  for (const Problem& problem : all.problems) {
    session.log.error(to_text(problem));
    json["errors"].push_back(Json::parse(to_json(problem)));
  }
  result.json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return result;
}

}  // namespace

Verb inspect_verb() {
  Verb verb;
  verb.name = "inspect";
  verb.summary = "What a scene or raster is: sensor, level, bands, CRS, extent, date, sun, offset, percentiles";
  verb.examples = {"greisen inspect scenes/S2A_MSIL2A_20230601T112121_N0509_R037_T29TPG_20230601T170000.SAFE",
                   "greisen inspect scenes/*.zip --aoi licences.gpkg", "greisen inspect scenes/*.zip --json"};
  verb.next = "greisen compute SCENE -o DIR --index al_clay, or name the scenes in a survey";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto paths = std::make_shared<std::vector<std::string>>();
    command.add_option("PATH", *paths, "Scenes, folders of scenes, zips, rasters")->required();
    const auto aoi = std::make_shared<std::string>();
    command.add_option("--aoi", *aoi, "Also tell how much of the polygons of this vector file each scene covers")
        ->type_name("FILE");
    return [paths, aoi](Session& session) { return inspect(*paths, *aoi, session); };
  };
  return verb;
}

}  // namespace greisen
