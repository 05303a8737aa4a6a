// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "step/arguments.hpp"
#include "step/percentiles.hpp"

namespace greisen::evidence {
namespace {

StepShape shape(const Request& request) {
  const auto& percents = request.numbers("percents");
  need_layers(request, "area_classes", 1, 1);
  if (percents.empty() || percents.size() > kMostPercents || !std::ranges::is_sorted(percents) ||
      std::ranges::adjacent_find(percents) != percents.end())
    refuse("area_classes", "percents", "are not 1 to 16 rising numbers", "give some, such as 50,80,95,99");
  StepShape shape;
  shape.kind = StepKind::learning;
  shape.folds = kPercentileFolds;
  shape.partial_bytes = percentile_partial_bytes(1, percents.size());
  shape.ns_per_pixel = 4;
  shape.outputs = {{"class", "class",
                    "1 the lowest share of the area, " + std::to_string(percents.size() + 1) + " the highest", "",
                    "classes by share of area, this project"}};
  for (std::size_t i = 0; i <= percents.size(); ++i) {
    const double share = (i < percents.size() ? percents[i] : 100) - (i == 0 ? 0 : percents[i - 1]);
    const char* const word = i == 0 ? "lowest " : i < percents.size() ? "next " : "top ";
    shape.outputs[0].classes.push_back(
        {static_cast<int>(i) + 1, word + format_number(share) + " % of the judged area"});
  }
  return shape;
}

TileFunction apply(const Request&, const Model& model) {
  return [limits = model.at("percentiles")](const TileIn& tile, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        const float value = tile.in.at(0, row, col);
        float rank = 1;
        for (const double limit : limits) rank += static_cast<double>(value) >= limit ? 1.0F : 0.0F;
        out.at(0, row, col) = std::isnan(value) ? kMissing : rank;
      }
  };
}

}  // namespace

/// Class k + 1 begins at percentile k of the layer's own valid pixels; equal values share a class.
Step area_classes() {
  return {
      .id = "area_classes",
      .summary = "classes of a score by share of the judged area",
      .source = "this project",
      .params = {{"percents", ParamType::numbers, "where a class ends and the next begins, in percent of the pixels",
                  Value{std::vector<double>{50, 80, 95, 99}}, 0, 100}},
      .shape = shape,
      .learner = [](const Request& request) { return percentile_learner(1, request.numbers("percents")); },
      .apply = apply};
}

}  // namespace greisen::evidence
