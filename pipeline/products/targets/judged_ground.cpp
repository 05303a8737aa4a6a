// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/judged_ground.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

/// The key in configs/texts of what helps against a reason.
const char* advice_key(Reason reason) {
  switch (reason) {
    case Reason::cloud:
    case Reason::shadow:
    case Reason::cirrus:
      return "advice_cloud";
    case Reason::vegetation:
      return "advice_vegetation";
    case Reason::snow:
      return "advice_snow";
    case Reason::nodata:
      return "advice_nodata";
    default:
      return "advice_other";
  }
}

std::vector<Window> units_of(const Grid& grid) {
  std::vector<Window> units;
  for (std::int64_t row = 0; row < grid.rows; row += kUnitPx)
    for (std::int64_t col = 0; col < grid.cols; col += kUnitPx)
      units.push_back(Window{col, row, kUnitPx, kUnitPx}.intersected(grid.window()));
  return units;
}

std::string percent_of(double share) {
  const double percent = 100 * share;
  return percent < 10 && percent > 0 ? fmt::format("{:.1f}", percent) : fmt::format("{:.0f}", percent);
}

}  // namespace

JudgedGround judged_ground(const std::map<int, std::uint64_t>& pixels_by_value) {
  JudgedGround ground;
  for (const auto& [value, pixels] : pixels_by_value) {
    const auto bits = static_cast<std::uint32_t>(value);
    if ((bits & static_cast<std::uint32_t>(Reason::outside)) != 0) continue;
    const auto count = static_cast<double>(pixels);
    ground.inside += count;
    if (bits == 0) ground.judged += count;
    for (const scene::ReasonRow& row : scene::reason_rows())
      if (const auto bit = static_cast<std::uint32_t>(row.reason); (bits & bit) != 0) ground.hidden[bit] += count;
  }
  return ground;
}

JudgedGround judged_ground(const LoadedSurvey& loaded, const EngineResult& result) {
  const auto found = result.plan.stored.find(loaded.graph.reasons);
  const Scratch* const scratch = found == result.plan.stored.end()
                                     ? nullptr
                                     : result.targets[static_cast<std::size_t>(found->second.first)].scratch.get();
  std::map<int, std::uint64_t> pixels;
  std::uint64_t inside = 0;
  for (const Window& window : units_of(loaded.graph.graph->grid())) {
    Tile tile(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    loaded.graph.mask->fill(window, tile.view());
    for (int row = 0; row < tile.view().rows; ++row)
      inside += static_cast<std::uint64_t>(
          std::ranges::count_if(tile.view().row(0, row), [](float in) { return in > 0.5F; }));
    if (scratch == nullptr) continue;
    scratch->read(window, std::vector<int>{found->second.second}, tile.view());
    for (int row = 0; row < tile.view().rows; ++row)
      for (const float value : tile.view().row(0, row)) ++pixels[static_cast<int>(scene::reason_bits(value))];
  }
  JudgedGround ground = judged_ground(pixels);
  ground.inside = static_cast<double>(inside);
  return ground;
}

std::string no_conclusion(const JudgedGround& ground, const Words& words) {
  std::vector<std::pair<double, Reason>> reasons;
  for (const auto& [bit, pixels] : ground.hidden)
    if (pixels >= 0.005 * ground.inside) reasons.emplace_back(pixels / ground.inside, static_cast<Reason>(bit));
  std::ranges::stable_sort(reasons, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> list;
  for (const auto& [share, reason] : reasons) {
    const std::string key = "reason_" + std::string(to_word(reason));
    list.push_back(words(key) + " " + percent_of(share) + " %");
  }
  return words("outcome_unknown",
               {{"share", percent_of(ground.share())}, {"reasons", list.empty() ? "–" : join(list, ", ")}}) +
         " " + words(reasons.empty() ? "advice_other" : advice_key(reasons.front().second));
}

}  // namespace greisen
