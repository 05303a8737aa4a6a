// SPDX-License-Identifier: Apache-2.0
// From a survey and its files to the graph of a run, without its pixels: check and plan.
#include "base/log.hpp"
#include "base/progress.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "pipeline/run/run.hpp"

namespace greisen::fuzz {

void fuzz_survey(std::string_view text) {
  const Sandbox box(text);
  Log log(LogOptions{.level = LogLevel::error});
  Progress progress({.mode = ProgressMode::none});
  Session session{{}, log, progress};
  RunOptions options;
  options.survey = box.folder() + "/survey.yaml";
  options.wants_keys = true;
  bool small = false;  // a plan goes through all tiles: too slow for a fuzzer where there are millions
  done_or_told([&] {
    const LoadedSurvey loaded = load_survey(options, session);
    require(loaded.graph.graph != nullptr && loaded.graph.inputs != nullptr, "a survey without a graph");
    for (const RasterSpec& raster : loaded.graph.rasters)
      require(raster.path.find("..") == std::string::npos && !raster.path.starts_with('/'), "a raster elsewhere");
    small = loaded.graph.graph->grid().window().pixels() < 1'000'000'000;
  });
  if (small) done_or_told([&] { require(!plan_survey(options, session).text.empty(), "a plan without words"); });
  box.require_untouched();
}

}  // namespace greisen::fuzz
