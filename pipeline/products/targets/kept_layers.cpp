// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/kept_layers.hpp"

#include <utility>

#include "base/process/interrupt.hpp"

namespace greisen {
namespace {

/// The scratch file and the layer of it; null: none.
std::pair<const Scratch*, int> place_of(const EngineResult& result, const Port& port) {
  const auto found = result.plan.stored.find(port);
  if (found == result.plan.stored.end()) return {};
  return {result.targets[static_cast<std::size_t>(found->second.first)].scratch.get(), found->second.second};
}

}  // namespace

bool is_kept(const EngineResult& result, const Port& port) { return place_of(result, port).first != nullptr; }

targets::WindowReader kept_layers(const EngineResult& result, const std::vector<Port>& ports) {
  std::vector<std::pair<const Scratch*, int>> places;
  for (const Port& port : ports) places.push_back(place_of(result, port));
  return [places = std::move(places)](const Window& window, TileView out) {
    stop_if_interrupted();
    for (std::size_t i = 0; i < places.size(); ++i)
      places[i].first->read(window, std::vector<int>{places[i].second}, out.layer(static_cast<int>(i)));
  };
}

}  // namespace greisen
