// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/survey_steps.hpp"

#include <algorithm>
#include <cstdint>

namespace greisen {

std::vector<double> class_percents(double top_area_percent) {
  std::vector<double> percents = {50, 80, 95, 99, 100 - top_area_percent};
  std::ranges::sort(percents);
  percents.erase(std::unique(percents.begin(), percents.end()), percents.end());
  return percents;
}

std::vector<geo::RasterClass> class_table(const Layer& layer, const Palette& palette) {
  const auto shown = std::ranges::count_if(layer.classes, [](const ClassName& one) { return one.code != 0; });
  std::vector<geo::RasterClass> table;
  if (shown == std::ssize(layer.classes)) table.push_back({0, "not judged or outside", {0, 0, 0, 0}});
  const std::vector<Colour> colours =
      shown == 1 ? std::vector{palette.colours.front()} : palette.sampled(static_cast<int>(shown));
  std::size_t next = 0;
  for (const auto& [code, name] : layer.classes) {
    const Colour own = code == 0 ? Colour{} : colours[next++];
    table.push_back({code, name, {own.red, own.green, own.blue, static_cast<std::uint8_t>(code == 0 ? 0 : 255)}});
  }
  return table;
}

double target_threshold(const Model& classes, double top_area_percent) {
  const std::vector<double> percents = class_percents(top_area_percent);
  const auto at = std::ranges::find(percents, 100 - top_area_percent) - percents.begin();
  return classes.at("percentiles").at(static_cast<std::size_t>(at));
}

}  // namespace greisen
