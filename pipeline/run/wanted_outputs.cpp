// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/wanted_outputs.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "pipeline/products/maps/write_maps.hpp"
#include "pipeline/products/report/write_report.hpp"
#include "pipeline/products/sheet/write_sheet.hpp"
#include "pipeline/products/stac/write_stac.hpp"
#include "pipeline/products/targets/found_facts.hpp"
#include "pipeline/products/targets/write_targets.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

std::string key_of_raster(const SurveyGraph& graph, std::size_t number) {
  const RasterSpec& raster = graph.rasters[number];
  std::string classes;
  for (const geo::RasterClass& one : raster.classes) {
    classes += "\n" + one.name;
    for (const std::uint8_t channel : one.rgba) classes += " " + std::to_string(channel);
  }
  return sha256_text(graph.graph->sinks()[number].key + "\n" + raster.path + "\n" +
                     std::to_string(static_cast<int>(raster.type)) + classes);
}

/// A raster, and the names of its classes beside it.
std::vector<std::string> files_of(const RasterSpec& raster) {
  std::vector<std::string> files = {raster.path};
  if (!raster.classes.empty()) files.push_back(raster.path + ".aux.xml");
  return files;
}

class Asker {
 public:
  explicit Asker(RunState& state) : state_(state) {}

  /// Wants all of `paths` under one key; true where one of them is not there so.
  bool want(const std::vector<std::string>& paths, const std::string& key) {
    bool lacking = false;
    for (const std::string& path : paths) {
      wanted.keys[path] = key;
      const std::string why = state_.why_not(path, key);
      if (!why.empty()) wanted.why[path] = why;
      lacking = lacking || !why.empty();
    }
    return lacking;
  }

  WantedOutputs wanted;

 private:
  RunState& state_;
};

}  // namespace

WantedOutputs wanted_outputs(const LoadedSurvey& loaded, RunState& state) {
  const SurveyGraph& graph = loaded.graph;
  Asker asker(state);
  WantedOutputs& wanted = asker.wanted;
  std::string all;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i) {
    const std::string key = key_of_raster(graph, i);
    wanted.files.push_back(asker.want(files_of(graph.rasters[i]), key));
    all += key;
  }
  wanted.sinks = wanted.files;
  const std::string key = graph.models.empty() ? "" : targets_key(loaded, all);
  wanted.targets_key = key;
  if (!graph.models.empty()) wanted.targets = asker.want(target_files(), key) || !outcomes_of(state, key);
  const std::string maps = maps_key(loaded, all + key);
  wanted.maps = asker.want(map_files(loaded), maps);
  const std::string sheet = sheet_key(loaded, maps);
  wanted.sheet = asker.want(sheet_files(loaded), sheet);
  const std::string report = report_key(loaded, maps + sheet);
  wanted.report = asker.want(report_files(loaded), report);
  wanted.stac = asker.want(stac_files(loaded), stac_key(loaded, report));
  const bool masks = pixels_by_reason(state, graph).has_value();
  for (std::size_t i = 0; i < graph.rasters.size(); ++i)
    if ((wanted.targets && targets_need(graph.rasters[i].path)) || (!masks && graph.rasters[i].path == "reasons.tif"))
      wanted.sinks[i] = true;
  return wanted;
}

bool anything_to_do(const WantedOutputs& wanted, const LoadedSurvey& loaded, const RunState& state) {
  const bool too_many =
      std::ranges::any_of(state.entries(), [&](const auto& entry) { return !wanted.keys.contains(entry.first); });
  return wanted.targets || wanted.maps || wanted.report || wanted.sheet || wanted.stac || too_many ||
         std::ranges::find(wanted.sinks, true) != wanted.sinks.end() || !record_holds(loaded, state);
}

}  // namespace greisen
