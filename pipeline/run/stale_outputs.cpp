// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/stale_outputs.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/products.hpp"
#include "pipeline/run/found_facts.hpp"

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

/// Asks for all of `paths` under one key; true where one of them is not there so.
bool ask(const std::vector<std::string>& paths, const std::string& key, RunState& state, StaleOutputs& stale) {
  bool lacking = false;
  for (const std::string& path : paths) {
    stale.keys[path] = key;
    const std::string why = state.why_not(path, key);
    if (!why.empty()) stale.why[path] = why;
    lacking = lacking || !why.empty();
  }
  return lacking;
}

void ask_for_products(const LoadedSurvey& loaded, std::string before, RunState& state, StaleOutputs& stale) {
  for (const Product& product : products()) {
    std::vector<std::string> paths;
    for (const ProductFile& file : product.files(loaded)) paths.push_back(file.path);
    const std::string key = paths.empty() ? "" : product.key(loaded, before);
    bool lacking = ask(paths, key, state, stale);
    if (!paths.empty() && product.known != nullptr && !product.known(state, key)) lacking = true;
    stale.products.push_back(lacking);
    before += key;
  }
}

}  // namespace

bool StaleOutputs::any_pixels() const { return std::ranges::find(rasters.sinks, true) != rasters.sinks.end(); }
bool StaleOutputs::any() const { return any_pixels() || std::ranges::find(products, true) != products.end(); }

StaleOutputs stale_outputs(const LoadedSurvey& loaded, RunState& state) {
  const SurveyGraph& graph = loaded.graph;
  StaleOutputs stale;
  std::string all;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i) {
    const std::string key = key_of_raster(graph, i);
    stale.rasters.files.push_back(ask(files_of(graph.rasters[i]), key, state, stale));
    all += key;
  }
  ask_for_products(loaded, all, state, stale);
  stale.rasters.files.resize(graph.graph->sinks().size(), false);
  stale.rasters.sinks = stale.rasters.files;
  const bool masks = pixels_by_reason(state, graph).has_value();
  for (std::size_t i = 0; i < graph.rasters.size(); ++i)
    if (needed(stale, graph.rasters[i]) || (!masks && graph.rasters[i].path == kReasonsFile))
      stale.rasters.sinks[i] = true;
  for (std::size_t i = graph.rasters.size(); i < stale.rasters.sinks.size(); ++i)
    stale.rasters.sinks[i] = needed(stale, RasterSpec{});
  return stale;
}

bool needed(const StaleOutputs& stale, const RasterSpec& raster) {
  for (std::size_t i = 0; i < stale.products.size(); ++i)
    if (const Product& product = products()[i]; stale.products[i] && product.needs != nullptr && product.needs(raster))
      return true;
  return false;
}

bool anything_to_do(const StaleOutputs& stale, const LoadedSurvey& loaded, const RunState& state) {
  const bool too_many =
      std::ranges::any_of(state.entries(), [&](const auto& entry) { return !stale.keys.contains(entry.first); });
  return stale.any() || too_many || !record_holds(loaded, state);
}

}  // namespace greisen
