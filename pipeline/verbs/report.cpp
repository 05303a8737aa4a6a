// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/run/run.hpp"
#include "pipeline/verbs/verbs.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

/// The run again, of which nothing is left to do but the report.
VerbResult rebuild(const std::string& folder, Session& session) {
  const EarlierRun earlier = earlier_run(folder + "/run.json");
  if (earlier.status != "done" || earlier.survey_path.empty())
    throw Error({"E3020", "no finished run lies there", {folder}, "give the folder that greisen run wrote, whole"});
  RunOptions options;
  options.folder = folder;
  options.survey = (std::filesystem::path(folder) / earlier.survey_path).lexically_normal().string();
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(options.survey, unknown))
    throw Error({"E3020",
                 "the survey of this run is not at " + options.survey,
                 {folder},
                 "put the run back beside its survey; without scenes and survey a report cannot be made anew"});
  options.renew_report = true;
  return run_survey(options, session);
}

}  // namespace

Verb report_verb() {
  Verb verb;
  verb.name = "report";
  verb.summary = "Makes the report of a run again, from the files of the run";
  verb.examples = {"greisen report run"};
  verb.next = "open RUN/report.html";
  verb.declare = [](Declaration& command) {
    const auto folder = std::make_shared<std::string>();
    command.add_option("RUN", *folder, "The run's folder")->required();
    return [folder](Session& session) { return rebuild(*folder, session); };
  };
  return verb;
}

}  // namespace greisen
