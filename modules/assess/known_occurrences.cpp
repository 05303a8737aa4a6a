// SPDX-License-Identifier: Apache-2.0
#include "assess/known_occurrences.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>

#include "base/fold.hpp"

namespace greisen::assess {
namespace {

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

std::vector<geo::Occurrence> occurrences_on(const Grid& grid, std::span<const geo::Occurrence> known) {
  std::vector<geo::Occurrence> inside;
  std::ranges::copy_if(known, std::back_inserter(inside), [&](const geo::Occurrence& one) {
    const double row = grid.row_of(one.place.y);
    const double col = grid.col_of(one.place.x);
    return row >= 0 && col >= 0 && row < static_cast<double>(grid.rows) && col < static_cast<double>(grid.cols);
  });
  return inside;
}

bool is_of_model(const geo::Occurrence& known, const DepositModel& model) {
  const std::vector<std::string> told = folded_words(known.commodity);
  const auto is_told = [&](const std::string& word) { return std::ranges::find(told, folded(word)) != told.end(); };
  return is_told(model.commodity) || std::ranges::any_of(model.commodity_words, is_told);
}

KnownOccurrences known_occurrences(std::vector<geo::Occurrence> on_grid, const Grid& grid, double metres_per_unit,
                                   const DepositModel* model) {
  const bool told = std::ranges::any_of(on_grid, [](const geo::Occurrence& one) { return !one.commodity.empty(); });
  std::erase_if(on_grid, [&](const geo::Occurrence& one) {
    return one.accuracy_m.value_or(0) > KnownOccurrences::kWorstAccuracyM ||
           (model != nullptr && told && !is_of_model(one, *model));
  });
  std::vector<double> accuracies;
  KnownOccurrences known;
  for (const geo::Occurrence& one : on_grid) {
    known.pixels.push_back({static_cast<int>(std::floor(grid.row_of(one.place.y))),
                            static_cast<int>(std::floor(grid.col_of(one.place.x)))});
    if (one.accuracy_m) accuracies.push_back(*one.accuracy_m);
  }
  const double pixel_m = grid.pixel_x * metres_per_unit;
  known.reach =
      static_cast<int>(std::min<double>(KnownOccurrences::kMostReach, std::round(median(accuracies) / pixel_m)));
  known.reach_m = known.reach * pixel_m;
  return known;
}

}  // namespace greisen::assess
