// SPDX-License-Identifier: Apache-2.0
#include "scene/observation.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace greisen::scene {
namespace {

std::vector<Window> bordered(std::span<const Window> windows, std::int64_t radius_px) {
  std::vector<Window> wider;
  for (const Window& window : windows) {
    wider.push_back({window.col, window.row, window.cols + 2 * radius_px, window.rows + 2 * radius_px});
  }
  return wider;
}

/// The band layers a request needs: those it names, or all where it asks for reasons.
std::vector<int> needed_bands(const std::vector<int>& layers, int reasons_layer) {
  std::vector<int> needed;
  if (std::ranges::find(layers, reasons_layer) != layers.end()) {
    for (int i = 0; i < reasons_layer; ++i) needed.push_back(i);
    return needed;
  }
  needed = layers;
  std::ranges::sort(needed);
  needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
  return needed;
}

}  // namespace

std::size_t largest_pixels(std::span<const Window> windows) {
  std::int64_t most = 0;
  for (const Window& window : windows) most = std::max(most, window.pixels());
  return static_cast<std::size_t>(most);
}

std::shared_ptr<const ChildRequests> child_requests(const Observation& observation, const PassRequest& request) {
  auto requests = std::make_shared<ChildRequests>();
  requests->bands = request;
  requests->bands.layers = needed_bands(request.layers, static_cast<int>(observation.bands.layers.size()));
  const std::size_t shares = requests->bands.layers.size() + (observation.quality ? 1 : 0);
  if (observation.quality) {
    requests->quality_windows = bordered(request.windows, observation.radius_px);
    requests->quality = request;
    requests->quality.windows = requests->quality_windows;
    requests->quality.layers.resize(observation.quality->layers.size());
    std::iota(requests->quality.layers.begin(), requests->quality.layers.end(), 0);
    requests->quality.store_bytes = request.store_bytes / shares;
    requests->bands.store_bytes = request.store_bytes - requests->quality.store_bytes;
  }
  return requests;
}

}  // namespace greisen::scene
