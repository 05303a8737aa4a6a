// SPDX-License-Identifier: Apache-2.0
// What the styles of a run need to know of its files.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/read/band_rows.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "raster/for_each_tile.hpp"
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

/// The share of the judged area that a class would have if no two scores were equal, in percent.
double share_asked(std::size_t number, const std::vector<double>& percents) {
  return (number < percents.size() ? percents[number] : 100) - (number == 0 ? 0 : percents[number - 1]);
}

std::string hectares_text(double hectares) { return fmt::format("{:.{}f} ha", hectares, hectares < 10 ? 1 : 0); }

}  // namespace

outputs::Counts measure(outputs::MapLayer& layer, const std::string& folder) {
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
  return counts;
}

std::vector<MeasuredLayer> measured_layers(const LoadedSurvey& loaded, const std::string& folder, int threads) {
  std::vector<MeasuredLayer> layers;
  for (outputs::MapLayer& layer : map_layers(loaded)) layers.push_back({std::move(layer)});
  for_each_tile(
      static_cast<std::int64_t>(layers.size()), threads,
      [&](int, std::int64_t number) {
        MeasuredLayer& one = layers[static_cast<std::size_t>(number)];
        if (!one.layer.is_vector()) one.counts = measure(one.layer, folder);
      },
      [] { return !interrupted(); });
  stop_if_interrupted();
  return layers;
}

void tell_shares(outputs::MapLayer& layer, const outputs::Counts& counts, const LoadedSurvey& loaded) {
  constexpr double kTie = 1;  // percent of the area beyond what was asked for
  const Grid& grid = loaded.graph.graph->grid();
  const double metres = geo::parse_crs(grid.crs).metres_per_unit;
  const double pixel_ha = grid.pixel_x * grid.pixel_y * metres * metres / kSquareMetresPerHectare;
  const std::vector<double> percents = class_percents(loaded.survey.targets.top_area_percent);
  const bool of_area = layer.file.starts_with("classes_");
  double all = 0;
  for (const auto& [value, count] : counts) all += static_cast<double>(count);
  std::erase_if(layer.classes, [&](const geo::RasterClass& one) { return !counts.contains(one.value); });
  for (geo::RasterClass& one : layer.classes) {
    const auto pixels = static_cast<double>(counts.at(one.value));
    const std::string area = hectares_text(pixels * pixel_ha);
    const double share = 100 * pixels / all;
    const bool tied =
        of_area && std::abs(share - share_asked(static_cast<std::size_t>(one.value) - 1, percents)) > kTie;
    if (tied) one.name += fmt::format(", in fact {:.0f} % as many scores are equal", share);
    one.name += " (" + area + ")";
  }
}

}  // namespace greisen
