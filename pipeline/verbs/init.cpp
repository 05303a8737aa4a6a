// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "pipeline/cli/declaration.hpp"
#include "pipeline/survey/init_survey.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {

Verb init_verb() {
  Verb verb;
  verb.name = "init";
  verb.summary = "Looks through a folder of downloads and writes a commented survey.yaml that runs";
  verb.examples = {"greisen init cerro --aoi licences.kml --scenes ~/Downloads --model li-pegmatite"};
  verb.next = "greisen plan DIR/survey.yaml";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<InitOptions>();
    command.add_option("DIR", options->folder, "Folder of the new survey")->required();
    command.add_option("--aoi", options->aoi, "The area: any vector file with polygons")->required()->type_name("FILE");
    command.add_option("--scenes", options->scenes, "Folder of downloads, or a pattern")->required()->type_name("PATH");
    command.add_option("--dem", options->dem, "Terrain model")->type_name("FILE");
    command.add_option("--occurrences", options->occurrences, "Known deposits: vector file or CSV")->type_name("FILE");
    command.add_option("--model", options->models, "Deposit model; repeatable; all of the catalogue otherwise")
        ->take_all()
        ->type_name("ID");
    return [options](Session& session) { return init_survey(*options, session); };
  };
  return verb;
}

}  // namespace greisen
