// SPDX-License-Identifier: Apache-2.0
// What the styles of a run need to know of its files.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/band_rows.hpp"
#include "pipeline/map_layers.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

constexpr std::size_t kMostCombinations = 256;
constexpr double kSquareMetresPerHectare = 10'000;

/// The ends of a ramp from a file's own values: never empty, even about 0 where the style says so.
std::array<double, 2> ends_of(const std::string& path, int band, const Style& style) {
  const std::vector<double> found = geo::thinned_percentiles(path, band, *style.percentile);
  double low = found[0];
  double high = found[1];
  if (!std::isfinite(low) || !std::isfinite(high)) return {0, 1};
  if (style.about_zero) {
    high = std::max(std::abs(low), std::abs(high));
    low = -high;
  }
  if (high <= low) high = low + 1;
  return {low, high};
}

/// The first of a pixel's reasons in the palette's order gives the colour.
Colour colour_of_reasons(const Palette& palette, std::uint32_t bits) {
  for (std::size_t i = 0; i < palette.names.size(); ++i) {
    const auto reason = reason_of(palette.names[i]);
    if (reason && (bits & static_cast<std::uint32_t>(*reason)) != 0) return palette.colours[i];
  }
  return palette.colours.front();
}

/// The combinations that occur, the commonest first. What was judged, or lies outside, is transparent.
std::vector<geo::RasterClass> reason_classes(const outputs::Counts& counts, const Palette& palette) {
  std::vector<std::pair<int, std::uint64_t>> found(counts.begin(), counts.end());
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.second > b.second; });
  if (found.size() > kMostCombinations) found.resize(kMostCombinations);
  std::vector<geo::RasterClass> classes;
  for (const auto& [value, count] : found) {
    const auto bits = static_cast<std::uint16_t>(value);
    const bool clear = bits == 0 || (bits & static_cast<std::uint16_t>(Reason::outside)) != 0;
    const Colour colour = colour_of_reasons(palette, bits);
    classes.push_back({value,
                       bits == 0 ? "judged" : scene::reasons_text(bits),
                       {colour.red, colour.green, colour.blue, static_cast<std::uint8_t>(clear ? 0 : 255)}});
  }
  return classes;
}

/// "top 1 % of the judged area (1.0 %, 34 ha)": ties make shares other than those asked for.
void tell_shares(outputs::MapLayer& layer, const outputs::Counts& counts, double pixel_ha) {
  const bool of_area = layer.style.id == "classes";
  std::uint64_t all = 0;
  for (const auto& [value, count] : counts) all += count;
  for (geo::RasterClass& one : layer.classes) {
    const auto found = counts.find(one.value);
    const auto count = found == counts.end() ? 0.0 : static_cast<double>(found->second);
    const double hectares = count * pixel_ha;
    const std::string area = fmt::format("{:.{}f} ha", hectares, hectares < 10 ? 1 : 0);
    one.name += of_area && all > 0 ? fmt::format(" ({:.1f} %, {})", 100 * count / static_cast<double>(all), area)
                                   : " (" + area + ")";
  }
}

}  // namespace

outputs::Counts measure(outputs::MapLayer& layer, const LoadedSurvey& loaded, const std::string& folder) {
  const std::string path = folder + "/" + layer.file;
  const Style& style = layer.style;
  outputs::Counts counts;
  if (style.render == Render::ramp && style.percentile) {
    const std::array<double, 2> ends = ends_of(path, 1, style);
    layer.low = ends[0];
    layer.high = ends[1];
  }
  if (style.render == Render::composite)
    for (outputs::Stretch& one : layer.composite) {
      const std::array<double, 2> ends = ends_of(path, one.band, style);
      one.low = ends[0];
      one.high = ends[1];
    }
  if (style.render != Render::classes) return counts;
  counts = geo::value_counts(path);
  if (layer.classes.empty()) layer.classes = reason_classes(counts, layer.palette);
  const Grid& grid = loaded.graph.graph->grid();
  const double metres = geo::parse_crs(grid.crs).metres_per_unit;
  tell_shares(layer, counts, grid.pixel_x * grid.pixel_y * metres * metres / kSquareMetresPerHectare);
  return counts;
}

}  // namespace greisen
