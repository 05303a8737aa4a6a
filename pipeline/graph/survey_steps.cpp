// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/survey_steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "scene/reasons.hpp"

namespace greisen {

Step inside_step(const DepositModel& model) {
  Step step;
  step.id = "inside_area";
  step.summary = "Keeps a layer inside the area";
  step.shape = [id = model.id, title = model.title, source = model.source](const Request&) {
    return Shape{
        .kind = Kind::point,
        .outputs = {{"prospectivity_" + id, "1", "Favourability of " + title + ", 0 to 1; a rank, not a probability",
                     "weighted fuzzy gamma of the model's evidence", source}},
        .ns_per_pixel = 1};
  };
  step.apply = [](const Request&, const Model&) -> TileFunction {
    return [](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          out.at(0, row, col) = tile.in.at(1, row, col) > 0.5F ? tile.in.at(0, row, col) : kMissing;
    };
  };
  return step;
}

Step join_reasons_step() {
  Step step;
  step.id = "join_reasons";
  step.summary = "Why no sensor judged a pixel";
  step.shape = [](const Request& request) {
    return Shape{
        .kind = Kind::point, .outputs = {request.inputs.front()}, .missing = MissingRule::own, .ns_per_pixel = 2};
  };
  step.apply = [](const Request&, const Model&) -> TileFunction {
    return [](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) {
          std::uint32_t all = 0;
          std::uint32_t shared = ~0U;
          for (int layer = 0; layer < tile.in.layers; ++layer) {
            const float value = tile.in.at(layer, row, col);
            const std::uint32_t bits = scene::reason_bits(value);
            all |= bits;
            shared &= bits;
          }
          const bool judged = [&] {
            for (int layer = 0; layer < tile.in.layers; ++layer)
              if ((scene::reason_bits(tile.in.at(layer, row, col)) & ~static_cast<std::uint32_t>(Reason::outside)) == 0)
                return true;
            return false;
          }();
          out.at(0, row, col) = static_cast<float>(judged ? shared : all);
        }
    };
  };
  return step;
}

Step reason_step() {
  Step step;
  step.id = "reason";
  step.summary = "Where a pixel was not judged for one reason";
  step.params = {{"reason", ParamType::word, "one of greisen list reasons", {}}};
  step.shape = [](const Request& request) {
    const std::string& word = request.text("reason");
    return Shape{.kind = Kind::point,
                 .outputs = {{word, "1", "1 where a pixel was not judged for " + word + ", 0 elsewhere"}},
                 .missing = MissingRule::own,
                 .ns_per_pixel = 1};
  };
  step.apply = [](const Request& request, const Model&) -> TileFunction {
    const std::uint16_t bit = scene::bits_of({reason_of(request.text("reason")).value_or(Reason::none)});
    return [bit](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          out.at(0, row, col) = (scene::reason_bits(tile.in.at(0, row, col)) & bit) != 0 ? 1.0F : 0.0F;
    };
  };
  return step;
}

Step at_least_step(const Lookalike& lookalike) {
  Step step;
  step.id = "at_least";
  step.summary = "Where a layer shows the sign of a look-alike";
  step.params = {{"least", ParamType::number, "of the layer", {}}};
  step.shape = [id = lookalike.id, title = lookalike.title, source = lookalike.source](const Request& request) {
    return Shape{.kind = Kind::point,
                 .outputs = {{id, "1", "1 where the ground looks like: " + title,
                              request.inputs.front().name + " >= " + format_number(request.number("least")), source}},
                 .missing = MissingRule::own,
                 .ns_per_pixel = 1};
  };
  step.apply = [](const Request& request, const Model&) -> TileFunction {
    return [least = static_cast<float>(request.number("least"))](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) out.at(0, row, col) = tile.in.at(0, row, col) >= least ? 1.0F : 0.0F;
    };
  };
  return step;
}

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
