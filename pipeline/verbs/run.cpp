// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/run.hpp"

#include <algorithm>
#include <memory>

#include "pipeline/cli/declaration.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

std::shared_ptr<RunOptions> declare_common(Declaration& command) {
  const auto options = std::make_shared<RunOptions>();
  command.add_option("SURVEY", options->survey, "The survey file (greisen schema prints its keys)")->required();
  command.add_option("-o,--output", options->folder, "The run's folder; 'run' beside the survey otherwise")
      ->type_name("DIR");
  return options;
}

}  // namespace

Verb run_verb() {
  Verb verb;
  verb.name = "run";
  verb.summary = "The main job: from a survey file to prospectivity maps, targets and reports";
  verb.examples = {"greisen run survey.yaml", "greisen run survey.yaml -o results --set grid.resolution_m=20"};
  verb.next = "open RUN/report.html in a browser, RUN/project.qgz in QGIS";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto options = declare_common(command);
    const auto dry = std::make_shared<bool>(false);
    command.add_flag("--strict", options->strict, "Fail (exit 5) where a model of the survey is unavailable");
    command.add_flag(
        "--repair", options->repair,
        "Hash every file of the run and every input, whatever their times say, and make again what is not as "
        "it was written");
    command.add_flag("--dry-run", *dry, "Only say what would be done: greisen plan");
    return [options, dry](Session& session) {
      return *dry ? plan_survey(*options, session) : run_survey(*options, session);
    };
  };
  return verb;
}

Verb plan_verb() {
  Verb verb;
  verb.name = "plan";
  verb.summary = "What a run would do: passes, steps, pixels, memory, disk, time; computes and writes nothing";
  verb.examples = {"greisen plan survey.yaml"};
  verb.next = "greisen run survey.yaml";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto options = declare_common(command);
    return [options](Session& session) { return plan_survey(*options, session); };
  };
  return verb;
}

Verb check_verb() {
  Verb verb;
  verb.name = "check";
  verb.summary = "Validates a survey, its catalogues and its inputs; runs nothing";
  verb.examples = {"greisen check survey.yaml", "greisen check survey.yaml --show-effective"};
  verb.next = "greisen plan survey.yaml";
  verb.declare = [](Declaration& command) {
    const auto options = declare_common(command);
    const auto effective = std::make_shared<bool>(false);
    command.add_flag("--show-effective", *effective, "Print every value and where it came from");
    return [options, effective](Session& session) {
      VerbResult result;
      const LoadedSurvey loaded = load_survey(*options, session);
      if (*effective) result.text = effective_text(options->survey, session.globals.assignments);
      result.json = "{\"survey\":" + loaded.survey.effective_json + "}";
      const std::vector<Warning> warnings = session.log.warnings();
      const bool scenes_fail = std::ranges::find(warnings, "W3101", &Warning::code) != warnings.end();
      if (!loaded.graph.declined.empty() || scenes_fail) result.exit_code = 5;
      result.text += result.exit_code == 0 ? "the survey holds\n"
                     : scenes_fail         ? "the survey holds, but not all its scenes can be used\n"
                                           : "the survey holds, but not all its models can run\n";
      return result;
    };
  };
  return verb;
}

}  // namespace greisen
