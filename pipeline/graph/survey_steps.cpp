// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/survey_steps.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {

std::vector<double> class_percents(double top_area_percent) {
  std::vector<double> percents = {50, 80, 95, 99, 100 - top_area_percent};
  std::ranges::sort(percents);
  percents.erase(std::unique(percents.begin(), percents.end()), percents.end());
  return percents;
}

std::vector<geo::RasterClass> area_class_table(double top_area_percent, const Palette& palette) {
  std::vector<geo::RasterClass> table = {{0, "not judged or outside", {0, 0, 0, 0}}};
  const std::vector<double> percents = class_percents(top_area_percent);
  const std::vector<Colour> colours = palette.sampled(static_cast<int>(percents.size()) + 1);
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const double from = i == 0 ? 0 : percents[i - 1];
    const double to = i < percents.size() ? percents[i] : 100;
    const char* const word = i == 0 ? "lowest" : i < percents.size() ? "next" : "top";
    const Colour& colour = colours[i];
    table.push_back({static_cast<int>(i) + 1,
                     fmt::format("{} {} % of the judged area", word, format_number(to - from)),
                     {colour.red, colour.green, colour.blue, 255}});
  }
  return table;
}

std::vector<geo::RasterClass> sign_table(const Lookalike& lookalike, const Palette& palette) {
  const Colour& colour = palette.colours.front();
  return {{0, "no sign of it", {0, 0, 0, 0}}, {1, lookalike.title, {colour.red, colour.green, colour.blue, 255}}};
}

double target_threshold(const Model& classes, double top_area_percent) {
  const std::vector<double> percents = class_percents(top_area_percent);
  const auto at = std::ranges::find(percents, 100 - top_area_percent) - percents.begin();
  return classes.at("percentiles").at(static_cast<std::size_t>(at));
}

}  // namespace greisen
